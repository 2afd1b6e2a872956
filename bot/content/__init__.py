"""Loads and checks `knowledge/` into typed values."""
