"""Who may act on a child's record, and whose records a person can see.

`table` is the one table of relationships and rights; `visibility` is the one place that filters by person;
`checks` refuses an act with a reason.
"""
