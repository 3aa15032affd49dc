"""The director's, lead member's and inspector's pages. Will hold totals and lists."""
