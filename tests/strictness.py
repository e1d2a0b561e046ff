"""The suite hunts sloppiness: loaded as a plugin by the root conftest.

Undefined template variables raise, querysets without an order come back shuffled, static files
are served without a manifest, and nothing is written into the real data folder.
"""

import os
from collections.abc import Iterator
from inspect import stack
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db.models import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler
from django.template import Node
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent
# Playwright keeps an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


class UndefinedVariable(Exception):  # noqa: N818
    """A template of ours reads a name that its context does not have."""


class CheapArgon2(Argon2PasswordHasher):
    """The same algorithm at the lowest cost it takes."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


class RefuseUndefined(str):
    """``string_if_invalid`` that raises for our templates and is empty for other packages'."""

    __slots__ = ()

    def __new__(cls) -> "RefuseUndefined":
        return super().__new__(cls, "%s")

    def __mod__(self, variable: object) -> str:
        origin = next(
            (
                str(frame.frame.f_locals["self"].origin)
                for frame in stack()
                if isinstance(frame.frame.f_locals.get("self"), Node)
                and hasattr(frame.frame.f_locals["self"], "origin")
            ),
            "",
        )
        if origin.startswith(str(ROOT)) and "site-packages" not in origin:
            raise UndefinedVariable(f"{variable} in {Path(origin).relative_to(ROOT)}")
        return ""


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Change the settings before Django builds anything from them."""
    templates: dict[str, Any] = settings.TEMPLATES[0]
    templates["OPTIONS"]["string_if_invalid"] = RefuseUndefined()
    # With the manifest, scripts would be 404 silently in the browser and most tests still pass.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
    settings.PASSWORD_HASHERS = [f"{__name__}.CheapArgon2"]
    settings.TESTING = True
    # A busy machine draws examples slowly: that is no fault of what is tested.
    calm = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("suite", deadline=None, suppress_health_check=calm)
    hypothesis.settings.load_profile("suite")


def _shuffled(original: Any) -> Any:
    """Wrap the compiler's ordering: a plain SELECT that names no order gets a random one."""

    def order_by_pairs(compiler: SQLCompiler) -> Iterator[Any]:
        pairs = list(original(compiler))
        query = compiler.query
        plain = type(compiler) is SQLCompiler and not (
            query.distinct or query.combinator or query.group_by or query.subquery
        )
        if pairs or not plain or query.is_sliced or query.select_for_update:
            yield from pairs
        else:
            yield OrderBy(Random()), False

    return order_by_pairs


@pytest.fixture(autouse=True, scope="session")
def _no_order_is_no_promise() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "_order_by_pairs", _shuffled(SQLCompiler._order_by_pairs))
        yield


@pytest.fixture(autouse=True)
def _language_of_nobody() -> Iterator[None]:
    """A test leaves no language to the next one: Django's requests keep theirs in the thread."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """A test meets no limit that those before it used up: counters are kept in the cache."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Uploads of tests go to a folder that pytest removes."""
    folder = tmp_path_factory.mktemp("data")
    storages: dict[str, Any] = settings.STORAGES
    storages["default"]["OPTIONS"]["location"] = folder / "uploads"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite lies in a file, as in real life, so that the browser's server has own connections."""
    database: dict[str, Any] = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite"):
        folder = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
