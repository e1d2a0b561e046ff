"""What each verb of the trail is called on screen; apps fill this in ``AppConfig.ready()``."""

from collections.abc import Mapping

from django.utils.functional import Promise

Words = str | Promise
VERBS: dict[str, Words] = {}


def name_verbs(verbs: Mapping[str, Words]) -> None:
    """Name verbs so that they follow a name: ``{"session.cancelled": _lazy("perui kerran")}``."""
    VERBS.update(verbs)


def verb_in_words(verb: str) -> str:
    return str(VERBS.get(verb, verb))
