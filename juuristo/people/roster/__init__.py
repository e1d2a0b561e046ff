"""A staff list from a file: read, checked against who is known, applied whole or not at all."""
