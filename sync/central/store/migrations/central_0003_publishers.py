"""Whose catalogs the centre publishes."""

from __future__ import annotations

STATEMENTS = ("CREATE TABLE publisher (key TEXT NOT NULL PRIMARY KEY)",)
