"""The one door for messages: everything between a practitioner and Rasa."""
