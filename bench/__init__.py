"""Figures, never tests: run with `make bench`, printed as milliseconds, ratios and counts."""
