"""One module for each act that crosses contexts, such as bringing in the first children of a council."""
