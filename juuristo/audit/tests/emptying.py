"""A plugin of the suite: emptying the test database may empty the trail as well.

Tests that commit end with Django's flush, which the trail's triggers refuse, as they should. The
way round exists here alone: the product knows no switch that an attacker could turn.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from juuristo.audit import append_only


def _emptying(original: Any) -> Any:
    def execute_sql_flush(operations: Any, sql_list: list[str]) -> None:
        connection = operations.connection
        with transaction.atomic(using=connection.alias):
            append_only.lift(connection)
            original(operations, sql_list)
            append_only.install(connection)

    return execute_sql_flush


@pytest.fixture(autouse=True, scope="session")
def _flush_empties_the_trail() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        original = BaseDatabaseOperations.execute_sql_flush
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", _emptying(original))
        yield
