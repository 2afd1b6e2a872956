"""Preparing a referral: the form's wording, the documents, and what is added to a case."""
