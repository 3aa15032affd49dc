"""Coming in and going out: signing in, choosing a person in a demonstration, emergency opening, errors."""
