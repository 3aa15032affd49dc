"""Supervision, training, turnover. Will hold what concerns people at work."""
