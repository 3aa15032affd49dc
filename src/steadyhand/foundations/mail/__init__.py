"""E-mail to people at work: it says that something waits, and never what. Sent by the background worker."""
