"""What can go wrong in our Rasa components."""

from rasa.shared.exceptions import RasaException


class UntrainedError(RasaException):
    """A component was asked to work before it was trained; Rasa stops and prints the message."""
