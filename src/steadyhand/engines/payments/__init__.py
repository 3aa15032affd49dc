"""Contract terms and measures into charge lines with reasons. Will hold payments."""
