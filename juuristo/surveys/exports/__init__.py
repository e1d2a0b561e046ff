"""Results taken out of the house: what trust T4 lets go, and nothing more."""
