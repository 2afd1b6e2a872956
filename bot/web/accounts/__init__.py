"""Accounts of staff: signing in, roles, and which page asks for which permission."""
