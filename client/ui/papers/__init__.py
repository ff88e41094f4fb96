"""Papers of an application: rendered in the background, previewed, printed or saved, each printing counted."""
