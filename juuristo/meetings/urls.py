from django.urls import URLPattern, path

from .views import (
    card,
    card_desk,
    card_lists,
    companion,
    hearing,
    map_page,
    phrases,
    practice,
    room,
    sealed,
    voice,
)


def card_rows(kind: str) -> list[URLPattern]:
    """The addresses of one of the lists that a coordinator keeps for clients' cards."""
    root, of = f"meetings/card/{kind}s/", {"kind": kind}
    return [
        path(root, card_lists.rows, of, name=f"card_{kind}s"),
        path(f"{root}new/", card_lists.new, of, name=f"card_{kind}_new"),
        path(f"{root}<uuid:pk>/", card_lists.edit, of, name=f"card_{kind}"),
        path(f"{root}<uuid:pk>/delete/", card_lists.delete, of, name=f"card_{kind}_delete"),
        path(f"{root}<uuid:pk>/move/", card_lists.move, of, name=f"card_{kind}_move"),
    ]


urlpatterns = [
    path("c/", sealed.upload, name="seal"),
    path("c/<str:pk>/", card.card, name="card"),
    path("c/<str:pk>/sealed/", sealed.content, name="sealed"),
    path("c/<str:pk>/delete/", sealed.delete, name="delete_sealed"),
    path("m/<str:pk>/", map_page.map_page, name="map"),
    path("meetings/", room.room, name="meetings"),
    # the coordinator's desk of the card
    path("meetings/card/", card_desk.desk, name="card_desk"),
    path("meetings/card/phrases/", card_desk.languages, name="card_languages"),
    path("meetings/card/phrases/<slug:code>/", card_desk.language, name="card_language"),
    *card_rows("service"),
    *card_rows("contact"),
    # one's own
    path("meetings/mine/", practice.own_practice, name="own_practice"),
    path("meetings/mine/all/", practice.own_meetings, name="own_meetings"),
    path("meetings/mine/delete/", practice.delete_practice, name="delete_practice"),
    path("meetings/mine/export/", practice.export_practice, name="export_practice"),
    path("meetings/mine/<uuid:pk>/", practice.own_meeting, name="own_meeting"),
    path("meetings/mine/<uuid:pk>/delete/", practice.delete_meeting, name="delete_meeting"),
    path("meetings/voice/", hearing.client_voice, name="client_voice"),
    path("voice/", voice.page, name="voice"),
    path("voice/tickets/", voice.tickets, name="voice_tickets"),
    path("voice/check/", voice.check, name="voice_check"),
    path("voice/answer/", voice.answer, name="voice_answer"),
    path("voice/step/", voice.step, name="voice_step"),
    # the adviser's companion
    path("meetings/companion/", companion.companion, name="companion"),
    path("meetings/companion/worker.js", companion.worker, name="companion_worker"),
    path(
        "meetings/companion/manifest.webmanifest",
        companion.webmanifest,
        name="companion_manifest",
    ),
    # what clients' pages load
    path("c/phrases/<slug:code>.json", phrases.phrases, name="phrases"),
]
