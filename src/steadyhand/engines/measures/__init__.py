"""Facts and duties at a date into numbers with their definition. Will hold measures."""
