"""Puts replies together: advice from `bot/advice`, wording from `bot/content`, entries from `bot/retrieval`."""
