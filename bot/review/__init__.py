"""Cases of the duty team: references, states, clocks, outcomes, retention. Imports `bot.advice` alone."""
