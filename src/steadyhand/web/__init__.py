"""What people see, one folder for each area of work."""
