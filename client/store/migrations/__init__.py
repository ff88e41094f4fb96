"""Numbered schema changes of the two files, registered in code so that a packaged program finds them.

A script never changes once released and carries its own table definitions: no live model, no table made outside.
"""
