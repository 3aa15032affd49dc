"""The bodies and people of the record, and what is written about a child."""
