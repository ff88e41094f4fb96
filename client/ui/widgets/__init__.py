"""The pieces screens are built from; they know nothing of the desk."""
