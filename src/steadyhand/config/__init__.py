"""Settings, addresses and the server's entry point: the only place that knows everything."""
