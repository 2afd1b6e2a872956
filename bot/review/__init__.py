"""Escalations: references, states, history. Imports `bot.advice` alone."""
