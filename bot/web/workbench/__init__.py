"""The editors' workbench at `/editor/`: teach, train, compare, publish, go back."""
