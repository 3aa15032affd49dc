"""What keeps the house standing: import contracts, and the rules that an import linter cannot see."""
