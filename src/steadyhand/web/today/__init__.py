"""The social worker's day: what is due, in what order, and why."""
