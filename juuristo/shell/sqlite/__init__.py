"""Django's SQLite backend, with connections that stay open between requests (``base.py``)."""
