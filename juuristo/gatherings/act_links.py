"""The link in the mail that asks about a next act: it opens that act alone, and answers it."""

from datetime import timedelta

from django.urls import reverse

from juuristo.shell import links

from .models import Commitment

PURPOSE = "act"
GOOD_FOR = timedelta(days=60)


def act_link(act: Commitment) -> str:
    return links.absolute(reverse("commitment_tell", args=[links.sign(PURPOSE, str(act.pk))]))


def is_ours(token: str) -> bool:
    """Whether we sent ``token`` and it is not old, be its act there or not."""
    return links.unsign(PURPOSE, token, max_age=GOOD_FOR) is not None


def find(token: str) -> Commitment | None:
    """The act that ``token`` opens; None when it is not ours, is old, or the act is gone."""
    said = links.unsign(PURPOSE, token, max_age=GOOD_FOR)
    if said is None:
        return None
    acts = Commitment.objects.filter(pk=said[0])
    act = acts.select_related(
        "person__organisation", "person__user", "session__series__programme__organisation"
    ).first()
    return act if act and not act.person.has_left() else None
