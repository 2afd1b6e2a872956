"""Teaches the recogniser of names, out of invented text alone: `make names`."""
