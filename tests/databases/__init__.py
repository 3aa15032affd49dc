"""The databases that tests run on: templates made once, and fresh copies of them."""
