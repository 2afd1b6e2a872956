"""The chat widget and the page that hosts it."""
