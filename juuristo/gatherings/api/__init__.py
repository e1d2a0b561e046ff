"""Gatherings for scripts: the same rules as on the pages. A router per noun, joined here."""

from ninja import Router

from . import acts, boards, orientation, scripts, series, sessions, signups

router = Router()
router.add_router("", acts.router)
router.add_router("", boards.router)
router.add_router("", orientation.router)
router.add_router("", scripts.router)
router.add_router("", series.router)
router.add_router("", sessions.router)
router.add_router("", signups.router)
