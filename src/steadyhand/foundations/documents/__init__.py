"""Files with their hashes. Will hold stored documents."""
