"""Matched comparison and its limits. Will hold the evaluator's pages."""
