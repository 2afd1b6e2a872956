"""Clauses, negation and time, and the masking of identifiers."""
