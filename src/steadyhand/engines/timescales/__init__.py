"""The statutory clock: facts and a date in, duties with their law out."""
