"""Signpost: threshold advice for people who work with children."""
