"""Spreadsheets from people we do not know, CSV and xlsx, read as rows of cells."""
