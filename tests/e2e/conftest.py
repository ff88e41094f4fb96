"""What the end-to-end tests run with."""

from tests.story.fixtures import cable, centre, place, scans

__all__ = ["cable", "centre", "place", "scans"]
