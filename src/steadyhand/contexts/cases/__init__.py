"""Children, spans, events, duties and windows of access: the record."""
