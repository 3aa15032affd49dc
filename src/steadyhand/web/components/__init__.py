"""Parts that pages are made of, and the form renderer."""
