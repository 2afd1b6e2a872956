"""Names of people, recognised by a small network over words in their context."""
