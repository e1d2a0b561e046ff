"""Every route of the product with the methods it takes, read from the resolver."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import getclosurevars
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView


@dataclass(frozen=True)
class Route:
    """``path`` as urls.py writes it: "/people/<uuid:pk>/"."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def every_route() -> list[Route]:
    return [
        Route(method, "/" + path.lstrip("^").rstrip("$"))
        for path, view in _views(get_resolver(), "")
        for method in sorted(methods_of(view))
    ]


def _views(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, pattern.callback
        else:
            yield from _views(pattern, path)


def methods_of(view: Any) -> set[str]:
    """Return which of GET, POST, PUT, PATCH and DELETE the view takes; GET when it does not say."""
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        return {m for m in ("GET", "POST") if hasattr(view_class, m.lower())}
    while view is not None:
        if callable(view) and hasattr(view, "__closure__"):
            known = getclosurevars(view).nonlocals
            if "request_method_list" in known:  # django.views.decorators.http
                return set(known["request_method_list"]) - {"HEAD"}
            paths = [value for value in known.values() if isinstance(value, PathView)]
            if paths:
                return {method for o in paths[0].operations for method in o.methods}
        view = getattr(view, "__wrapped__", None)
    return {"GET"}
