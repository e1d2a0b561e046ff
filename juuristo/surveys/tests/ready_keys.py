"""Waves that tests open take turns with a few keys: making one of RSA takes its time."""

from collections.abc import Iterator
from functools import cache
from itertools import count

import pytest

FEW = 3
MAKERS = ("juuristo.surveys.actions.waves", "juuristo.surveys.feedback", "example.present_surveys")


@cache
def key_in_turn(turn: int) -> str:
    from juuristo.surveys.ballots import make_key  # after Django has been set up

    return make_key()


@pytest.fixture(autouse=True, scope="session")
def _few_ballot_keys() -> Iterator[None]:
    turns = count()
    with pytest.MonkeyPatch.context() as patch:
        for maker in MAKERS:
            patch.setattr(f"{maker}.make_key", lambda: key_in_turn(next(turns) % FEW))
        yield
