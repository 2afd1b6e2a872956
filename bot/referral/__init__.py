"""What to send with a referral: from what a person filled in to a document."""
