"""Consultation: what a choice needs, told once and in full, before or instead of an application."""
