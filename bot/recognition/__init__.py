"""From a message to the indicators it shows: heads over sentence vectors, clause by clause and as a whole."""
