"""Who did what and when: a record that can be added to and not changed. Imports no other part of `bot.web`."""
