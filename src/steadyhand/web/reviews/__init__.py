"""The reviewing officer's work: reviews, promises, challenges. Will hold the review pages."""
