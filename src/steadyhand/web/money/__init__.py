"""Statements, budgets, questions about a line. Will hold the money pages."""
