"""Which picture shows which page, and to whom: the one list of them.

A guide in ``docs/`` names a picture by its file. ``tests/test_guides.py`` holds that every picture
is in a guide, and that every page here is still there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from . import acts
from .ground import Ground

Act = Callable[[Page, Ground], Page]


@dataclass(frozen=True)
class Screen:
    width: int
    height: int
    scale: int


PHONE = Screen(390, 844, 2)
DESK = Screen(1280, 900, 1)


@dataclass(frozen=True)
class Picture:
    """``name`` is the file's, without its ending. ``reader`` is one of ``Ground.people``, or empty
    for a page that is opened by a link alone. What stands in braces in ``path``, ``Ground.places``
    knows. ``act`` does what is to be done there first, and returns the page to take."""

    name: str
    reader: str
    path: str
    screen: Screen
    act: Act = acts.nothing
    height: int = 0  # another than the screen's


PICTURES = (
    # asiantuntija.md
    Picture("asiantuntija-tanaan", "adviser", "/", PHONE),
    Picture("asiantuntija-ilmoittaudu", "adviser", "/gatherings/{recaps}/", PHONE),
    Picture("asiantuntija-toiveet", "adviser", "/gatherings/{cases}/", PHONE, acts.wish, 1100),
    Picture("asiantuntija-tapaaminen", "adviser", "/meetings/companion/", PHONE, acts.begin_page),
    Picture("asiantuntija-porras", "adviser", "/meetings/companion/", PHONE, acts.guidance),
    Picture("asiantuntija-kartta", "adviser", "/meetings/companion/", PHONE, acts.shared_map),
    Picture("asiantuntija-askelkortti", "adviser", "/meetings/companion/", PHONE, acts.given),
    Picture("asiakas-askelkortti", "adviser", "/meetings/companion/", PHONE, acts.clients_card),
    Picture("asiantuntija-tyoote", "adviser", "/meetings/mine/", PHONE),
    Picture("asiantuntija-teko", "adviser", "/acts/", PHONE),
    Picture("asiantuntija-kysely", "", "/s/{survey}", PHONE, acts.promise),
    # vertaismentori.md
    Picture("mentori-kerrat", "mentor", "/gatherings/facilitating/", PHONE),
    Picture("mentori-kasikirjoitus", "mentor", "/gatherings/scripts/{script}/", DESK, height=1000),
    Picture("mentori-ajo", "mentor", "/gatherings/sessions/{led}/run/", PHONE),
    Picture("mentori-flappitaulu", "mentor", "/gatherings/boards/{board}/", DESK, acts.board),
    Picture(
        "mentori-lasnaolo", "mentor", "/gatherings/sessions/{led}/attendance/", PHONE, acts.mark
    ),
    Picture("mentori-palaute", "mentor", "/surveys/{feedback}/results/", DESK, height=1000),
    # koordinaattori.md
    Picture("koordinaattori-suunnitelma", "coordinator", "/programmes/{case}/", DESK),
    Picture("koordinaattori-sarja", "coordinator", "/gatherings/plan/{recaps}/", DESK, height=1000),
    Picture(
        "koordinaattori-ehdotus",
        "coordinator",
        "/gatherings/plan/{cases}/allocation/",
        DESK,
        acts.proposal,
        height=1100,
    ),
    Picture("koordinaattori-hyvaksynta", "coordinator", "/gatherings/plan/{recaps}/support/", DESK),
    Picture("koordinaattori-kirje", "coordinator", "/gatherings/letters/{letter}/edit/", DESK),
    Picture("koordinaattori-kysely", "coordinator", "/surveys/{open}/", DESK),
    Picture("koordinaattori-tulokset", "coordinator", "/surveys/{results}/results/", DESK),
    Picture(
        "koordinaattori-perehdytys", "coordinator", "/gatherings/orientation/plans/{plan}/", DESK
    ),
    Picture(
        "koordinaattori-osallistujat",
        "coordinator",
        "/gatherings/sessions/{led}/participants/",
        DESK,
        acts.participants,
    ),
    # johto.md
    Picture("johto-odottaa", "sponsor", "/programmes/{programme}/sponsor/", DESK, height=1000),
    Picture("johto-kirje", "", "/gatherings/letters/sign/{signing}/", PHONE, height=870),
    Picture("johto-tuki", "sponsor", "/programmes/{programme}/sponsor/", DESK, acts.foot, 480),
    # esihenkilo.md
    Picture("esihenkilo-perehdytys", "supervisor", "/gatherings/orientation/team/", PHONE),
    # paakayttaja.md
    Picture("yllapitaja-ihmiset", "admin", "/people/", DESK),
    Picture("yllapitaja-luettelo", "admin", "/people/import/{roster}/", DESK, height=1000),
    Picture("yllapitaja-loki", "admin", "/audit/", DESK, acts.table, 480),
)
