"""A process that ends without a word. No `except Exception` of the product may catch it."""

from __future__ import annotations


class WindowKilled(BaseException):
    """The window's process is gone."""


class CentreKilled(BaseException):
    """The centre's process is gone; what was not committed never happened."""
