"""Finding a child by any name they use, and the list of children whom a person may open."""
