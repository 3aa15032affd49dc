"""Proposing, approving and reading decisions. Will hold the decision pages."""
