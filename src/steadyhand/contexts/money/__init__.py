"""Budgets, ledger, charges, payments. Will hold money."""
