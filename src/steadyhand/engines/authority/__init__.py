"""Who may decide: power, body, remit, limits, date in; allowed, or who instead and why, out. Will hold the reserved powers."""
