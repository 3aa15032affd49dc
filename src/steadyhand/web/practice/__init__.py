"""The practice lead's list: who is seen, what is due, who needs a worker."""
