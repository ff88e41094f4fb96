"""Sign in: the first window. It is painted before the store is opened, so it imports nothing heavy."""
