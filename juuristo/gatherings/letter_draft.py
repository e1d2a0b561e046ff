"""The beginning of the director's letter, so that nobody starts from an empty page.

Each language is written in its own words. The signer reads and changes it before signing.
"""

from typing import Any

from .models import Series

SUBJECT = {
    "fi": "Tule mukaan: {series}",
    "sv": "Kom med: {series}",
    "en": "Come along: {series}",
}
BODY = {
    "fi": """Hyvä työkaveri,

haluan, että asiakkaamme tuntee tulleensa kuulluksi ja tietää lähtiessään, mitä tekee seuraavaksi. \
Se onnistuu, kun harjoittelemme sitä yhdessä.

Siksi varaamme tähän aikaa, työajalla: {series}. Valitse itsellesi sopiva kerta alla olevasta \
linkistä.""",
    "sv": """Kära kollega,

jag vill att våra kunder ska känna att någon har lyssnat på dem och veta vad de ska göra härnäst \
när de går. Det lyckas när vi övar på det tillsammans.

Därför avsätter vi tid för det här, på arbetstid: {series}. Välj det tillfälle som passar dig \
via länken nedan.""",
    "en": """Dear colleague,

I want our clients to feel that they have been heard and to know, as they leave, what they will do \
next. We get there by practising it together.

So we are setting time aside for this, during working hours: {series}. Choose the session that \
suits you from the link below.""",
}


def draft_of(series: Series) -> dict[str, Any]:
    """A letter's first values for ``series``: in the languages its name is written in."""
    languages = [code for code in SUBJECT if series.name.get(code)]
    return {
        "subject": {code: SUBJECT[code].format(series=series.name[code]) for code in languages},
        "body": {code: BODY[code].format(series=series.name[code]) for code in languages},
    }
