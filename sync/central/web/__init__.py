"""The centre on the web: an ASGI application over the handlers. It knows HTTP and nothing else."""
