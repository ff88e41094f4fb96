"""The workbench: what is due today, drafts to continue, counts, and what the PC's date says."""
