"""The data officer's pages: what to mend before anything is sent. Will hold the return pages."""
