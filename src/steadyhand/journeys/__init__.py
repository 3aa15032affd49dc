"""One module for each act that crosses contexts, such as transferring a child. None yet."""
