"""Papers on real pages: layout, PDF, preview and printing, with Qt. What stands on them is decided in `forms.notices`."""
