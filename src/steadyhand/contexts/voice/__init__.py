"""Complaints, advocacy, surveys of young people. Will hold what children and families say to the council."""
