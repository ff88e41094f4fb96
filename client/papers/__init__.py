"""Papers on real pages: layout, PDF, preview and printing, with Qt. `forms.notices` decides what stands on them."""
