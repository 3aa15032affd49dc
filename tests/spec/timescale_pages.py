"""The pages of tables, in the order of the manual, and the manual itself: `scripts/manual.py` writes it."""

from collections.abc import Mapping
from types import ModuleType

from spec import (
    timescale_adoption_and_breaks,
    timescale_care_plan,
    timescale_ceilings,
    timescale_health_and_education,
    timescale_leaving_care,
    timescale_liberty_and_exceptions,
    timescale_missing_and_complaints,
    timescale_never,
    timescale_placements,
    timescale_reviews,
    timescale_reviews_further,
    timescale_visits,
    timescale_visits_further,
)
from spec.tables import as_markdown
from steadyhand.engines.timescales import RULES

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

FOREWORD = """
# What the statutory clock answers

Each page tells small lives and the answers to them. The tests of the clock are these very tables, so the
pages say what it does. The rows, with their law and how well that is known, are in
[timescales.md](../generated/timescales.md).

A life is told one fact a line: what it is, its day (or days, the second not included), then named facts.

    born 2010-05-01                        who is not said to be born otherwise was born on 29 February 2008
    care 2024-03-04 2024-06-03             looked after up to, and not on, 3 June; without the second day, still
    placement A 2024-03-04 area=inside     the placement with the name A
    status C2 2024-03-04                   a legal status, by its code in the national return
    term Spring 2024-01-08 2024-03-22      a school term, with its last day
    visit 2024-03-09 by=social_worker      what happened; in a visit the child was seen, unless it says otherwise
    missing_end 2024-03-28T21:30Z          the same with its time, in UTC
    explained V-1 2024-03-11 2024-03-12    why V-1, due on 11 March, was late, recorded on 12 March
    short_breaks_reg48 unknown             a fact about the child; `unknown` where nobody knows

In the tables `on` is the day asked, `row` the row of the law (or several that answer alike), then the answer,
the day due, the day done and, where it cannot be told, the facts that are missing. Times are UTC too.

## Pages
"""


def manual() -> Mapping[str, str]:
    """Every page of the manual by its file name."""
    found = {file_name(page): as_markdown(page.TITLE, page.CASES) for page in PAGES}
    never = file_name(timescale_never)
    listed = [(file_name(page), page.TITLE, rows_on(page)) for page in PAGES]
    listed.append((never, timescale_never.TITLE, "and why"))
    index = [f"- [{title}]({name}): {rows}" for name, title, rows in listed]
    return {
        "README.md": FOREWORD.lstrip() + "\n" + "\n".join(index) + "\n",
        **found,
        never: timescale_never.as_markdown(),
    }


def file_name(page: ModuleType) -> str:
    return page.__name__.rpartition("timescale_")[2].replace("_", "-") + ".md"


def rows_on(page: ModuleType) -> str:
    """The rows a page asks about, in the order of the law."""
    asked = {code for case in page.CASES for _, code, *_ in case.rows()}
    return ", ".join(code for code in RULES if code in asked)
