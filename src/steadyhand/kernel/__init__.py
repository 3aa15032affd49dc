"""Span, Money, Dated, Citation, Reason: values that every room shares. Standard library only."""

from steadyhand.kernel.dated import BeforeFirstValue, Dated
from steadyhand.kernel.money import Money, Rounding
from steadyhand.kernel.reason import Citation, CitationStatus, Reason
from steadyhand.kernel.span import Span

__all__ = [
    "BeforeFirstValue",
    "Citation",
    "CitationStatus",
    "Dated",
    "Money",
    "Reason",
    "Rounding",
    "Span",
]
