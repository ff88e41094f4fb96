"""What changes about an application under way: another catalog, other items, data of an earlier application."""
