"""The desk's window: joins the shell with its screens. Screens know the desk, never each other."""
