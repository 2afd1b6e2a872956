"""Rasa components and the Rasa channel. The only part of `bot` that imports Rasa."""
