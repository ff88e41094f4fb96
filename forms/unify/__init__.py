"""One table (一表): the union of what the chosen items ask, each element once, each material once."""
