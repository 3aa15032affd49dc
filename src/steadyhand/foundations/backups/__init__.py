"""Backups: everything in the database and beside it as one encrypted file, and back, between both databases."""
