"""What stands on the cards of the tests: the same step in a client's language and in Finnish."""

from typing import Any

CONTACT = {
    "name": "Kurssineuvonta",
    "hours": "arkisin 9–15",
    "phone": "012 345 6789",
    "email": "kurssit@example.org",
    "address": "",
}


def step(**changed: str) -> dict[str, str]:
    return {
        "text": "Mene kielikurssin tutustumispäivään. Täytät hakemuksen siellä ohjaajan kanssa.",
        "own": "",
        "day": "2026-12-03",
        "clock": "10:00",
        "where": "Mäntykosken kirjasto, kerhohuone",
        "withWhom": "",
        **changed,
    }


def card(language: str = "fi", **changed: Any) -> dict[str, Any]:
    return {
        "v": 1,
        "language": language,
        "written": "fi",
        "steps": [step()],
        "contact": CONTACT,
        "services": [],
        "encouragement": "Olet jo hyvässä vauhdissa. Jos et pääse, soita: 012 345 6789.",
        "calendarTells": False,
        "organisation": "",
        "form": "face_to_face",
        "expires": "2027-02-22",
        **changed,
    }


ARABIC = card(
    "ar",
    steps=[step(own="الذهاب إلى اليوم التعريفي بدورة اللغة، وتعبئة الطلب هناك بمساعدة المرشد.")],
    encouragement="أنت على الطريق الصحيح. وإن تغيّرت الخطة، فسنجد معًا طريقًا آخر.",
)
THREE = card(
    steps=[
        step(),
        step(text="Soita työnantajalle ja kysy työajasta.", day="", clock="", where=""),
        step(text="Tuo todistukset.", day="2026-12-10", clock="", withWhom="Oma ohjaaja"),
    ],
    services=[
        {
            "name": "Ohjaamo",
            "sentence": "Apua alle 30-vuotiaille ilman ajanvarausta.",
            "link": "https://example.org/ohjaamo",
        },
        {"name": "Työpaja", "sentence": "Tekemistä arkipäiviin.", "link": ""},
    ],
)
