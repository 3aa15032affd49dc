"""The night: one page that is enough. Will hold the on-call pages."""
