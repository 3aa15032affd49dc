"""Template tags for the page parts."""
