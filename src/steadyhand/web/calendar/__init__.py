"""The calendar of what falls due, on a page and on a phone."""
