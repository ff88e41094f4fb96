"""Data elements: named fields with a kind; each kind reads, checks, shows and masks its values."""
