"""Embedding, indexing and searching passages. Imports no other part of `bot`."""
