"""rasa-sdk actions: one per module, thin. What they say and decide is in `bot`."""
