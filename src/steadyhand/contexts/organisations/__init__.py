"""Councils, teams, practices, premises, people at work and the roles they hold."""
