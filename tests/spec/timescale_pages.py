"""The pages of tables, in the order of the manual."""

from spec import (
    timescale_adoption_and_breaks,
    timescale_care_plan,
    timescale_ceilings,
    timescale_health_and_education,
    timescale_leaving_care,
    timescale_liberty_and_exceptions,
    timescale_missing_and_complaints,
    timescale_placements,
    timescale_reviews,
    timescale_reviews_further,
    timescale_visits,
    timescale_visits_further,
)

PAGES = (
    timescale_care_plan,
    timescale_placements,
    timescale_ceilings,
    timescale_visits,
    timescale_visits_further,
    timescale_reviews,
    timescale_reviews_further,
    timescale_health_and_education,
    timescale_leaving_care,
    timescale_missing_and_complaints,
    timescale_liberty_and_exceptions,
    timescale_adoption_and_breaks,
)
CASES = tuple(case for page in PAGES for case in page.CASES)
