"""The demonstration world and larger invented ones, made through operations."""
