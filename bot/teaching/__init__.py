"""Edits of training files and guidance, as editors make them: whole drafts, every line but theirs left alone."""
