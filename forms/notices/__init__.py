"""Papers: what stands on each lawful paper of an accepted application, and its text from the catalog's template."""
