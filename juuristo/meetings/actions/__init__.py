"""The verbs of client meetings, a file per thing: import them from there."""
