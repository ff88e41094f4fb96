"""The window around every screen: rail, top bar, tabs and action bar."""
