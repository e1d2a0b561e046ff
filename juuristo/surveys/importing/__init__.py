"""Answers of other tools brought in: a file's columns mapped to an instrument's questions."""
