"""The catalog: a hall's rules as immutable, content-addressed data."""
