"""Numbered schema changes of the centre's database. A released script never changes and asks no live model."""
