"""The young person's own space. Will hold their pages."""
