"""The pictures of ``docs/``: ``make guides`` takes every one of them anew from the example."""
