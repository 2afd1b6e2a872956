"""Candidates, their comparison with the live model, and the change from one live model to another."""
