"""Every kind of mail that has templates has a name on the outbox's page."""

from pathlib import Path

import juuristo
from juuristo.mail.kinds import KINDS, kind_in_words

ROOT = Path(juuristo.__file__).parent


def test_given_each_mail_with_templates_when_looked_up_then_it_has_a_name() -> None:
    subjects = sorted(ROOT.glob("*/templates/*/emails/*.subject.txt"))
    kinds = [
        f"{path.parents[1].name}/{path.name.removesuffix('.subject.txt')}" for path in subjects
    ]
    assert kinds
    assert [kind for kind in kinds if kind not in KINDS] == []


def test_given_a_kind_without_a_name_when_asked_then_it_is_called_a_message() -> None:
    assert kind_in_words("some/thing") == "viesti"
