"""Frozen extracts into fair comparisons. Will hold comparison."""
