"""How a programme asks for feedback after its gatherings."""

from django.db import transaction

from juuristo.audit import trail
from juuristo.people.models import Person
from juuristo.programme.models import Programme

from ..models import FeedbackSetting


@transaction.atomic
def set_feedback(programme: Programme, *, is_on: bool, days: int, actor: Person) -> None:
    """Change the setting; what is already open stays as it was promised."""
    FeedbackSetting.objects.update_or_create(
        programme=programme, defaults={"is_on": is_on, "days": days}
    )
    trail.record("feedback.changed", actor=actor, about=programme)
