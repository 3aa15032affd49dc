"""Finding a child by any name they use. Search comes with its own issue; the list of one's own children is here."""
