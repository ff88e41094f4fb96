"""Moved days: what a newer calendar moved, and whom to phone about it."""
