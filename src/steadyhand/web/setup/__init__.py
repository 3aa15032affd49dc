"""Administering an installation: people, roles, rules. Will hold the administrator's pages."""
