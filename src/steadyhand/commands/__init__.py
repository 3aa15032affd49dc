"""The steadyhand command line: each command parses and makes one call."""
