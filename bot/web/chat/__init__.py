"""The plain chat page."""
