"""The slow clock for every row: all 113 answers of an evening, and every way a life may be."""

from __future__ import annotations

from datetime import date

from engines.timescales import (
    slow_rows_care,
    slow_rows_later,
    slow_rows_rest,
    slow_rows_reviews,
    slow_rows_visits,
)
from engines.timescales.slow_rows import ROWS, Evening
from steadyhand.engines.timescales import ChildFacts

PARTS = (slow_rows_care, slow_rows_visits, slow_rows_reviews, slow_rows_later, slow_rows_rest)


def that_evening(facts: ChildFacts, on: date, agrees: dict[str, bool] | None = None):
    """(answer, due, done) of every row by its code."""
    evening = Evening(facts, on, agrees or {})
    return {code: read(evening) for code, read in ROWS.items()}
