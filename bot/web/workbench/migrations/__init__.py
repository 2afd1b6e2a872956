"""Tables of the workbench."""
