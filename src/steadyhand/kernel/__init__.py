"""Span, Money, Dated, Citation, Reason: values that every room shares. Standard library only."""
