"""Scores answers against what experts expect, in terms a safeguarding lead can read."""
