"""The example adviser's practice shows what the pictures are for."""

import pytest

from example import meetings, people
from juuristo.meetings.models import Reflection, Walk
from juuristo.meetings.pictures import pictures_of
from juuristo.meetings.practice import defaults_of, meetings_of, unreflected


@pytest.mark.django_db
def test_given_the_example_when_loaded_then_its_adviser_sees_the_pattern() -> None:
    cast = people.load()
    meetings.load(cast.adviser)
    assert Walk.objects.count() == 14 == Walk.objects.visible_to(cast.adviser).count()
    pictures, missing = pictures_of(meetings_of(cast.adviser, "client_meeting"))
    by_key = {picture.key: picture for picture in pictures}
    assert [picture.title for picture in pictures[:2]] == [
        "Neuvonta venyy, ja hyvästely lyhenee",
        "Kolmesti palasit kysymään lisää",
    ]
    assert [(row.own, row.planned) for row in by_key["times"].rows] == [
        (7, 8),
        (19, 17),
        (15, 12),
        (4, 8),
    ]
    assert by_key["times"].saying == (
        "Varaat hyvästelyyn kahdeksan minuuttia, mutta siihen jää neljä. "
        "Kokeile huomenna: siirry neuvonnasta hetki aiemmin."
    )
    assert by_key["times"].note.startswith("14 tapaamisen keskiarvo, ")
    assert [bool(one.stepped_back) for one in by_key["slices"].rows] == [
        *(False, True, False),
        *(True, True, False),
    ]
    assert by_key["difficulty"].title == "Neuvonta tuntuu sinusta vaikeimmalta"
    assert not [sentence for sentence in missing if "Viidestä" in sentence]
    latest = unreflected(cast.adviser)
    assert latest is not None
    defaults = defaults_of(cast.adviser)
    assert defaults is not None
    assert sum(defaults["shares"].values()) == pytest.approx(1)
    assert Reflection.objects.count() == 7
