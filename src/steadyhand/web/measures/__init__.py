"""Numbers with their definition and their children. Will hold the measure pages."""
