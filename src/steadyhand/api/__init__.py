"""The HTTP API. Will hold the OpenAPI routes; none yet."""
