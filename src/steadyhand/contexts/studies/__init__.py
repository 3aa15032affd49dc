"""Frozen extracts and pre-set comparisons. Will hold studies."""
