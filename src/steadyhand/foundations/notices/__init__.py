"""Words from the system to a person: what happened that they must know."""
