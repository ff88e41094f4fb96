"""The application editor: sections, the unified form, materials and scans, what is missing, acceptance."""
