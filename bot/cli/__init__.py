"""The command `signpost`: one module for each group of commands."""
