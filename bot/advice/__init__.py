"""Pure rules: from what was understood to level, route and question. Imports the standard library alone."""
