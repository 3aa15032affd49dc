"""Accounts for signing in, the tenant wall, and the refusal that looks like absence."""
