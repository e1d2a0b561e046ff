"""The coordinator's desk of the card: what goes on it, and its words in fourteen languages."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of

from .. import phrases
from ..actions.phrases import Wanted, save_phrases
from ..client_languages import NAMES
from ..forms.card import PhrasesForm
from ..models import Contact, Service
from ..phrasebook import Wording, wordings_of, wordings_of_all
from .card_lists import ensure_keeper

# The pages the words stand on, by the beginning of the key.
PAGES = {
    "card": gettext_lazy("Askelkortti"),
    "map": gettext_lazy("Yhteinen kartta"),
    "voice": gettext_lazy("Asiakkaan ääni"),
    "link": gettext_lazy("Kun linkki ei aukea"),
    "common": gettext_lazy("Kaikilla sivuilla"),
}


@dataclass(frozen=True)
class State:
    """How far a language has come."""

    language: phrases.Language
    number: int
    checked: int
    own: int

    @property
    def title(self) -> str:
        return str(NAMES[self.language.code])

    @property
    def is_all_checked(self) -> bool:
        return self.checked == self.number


def _state(language: phrases.Language, wordings: list[Wording]) -> State:
    return State(
        language,
        len(wordings),
        sum(each.is_checked for each in wordings),
        sum(each.is_own for each in wordings),
    )


@require_safe
def desk(request: ActingRequest) -> HttpResponse:
    ensure_keeper(request)
    states = [_state(*each) for each in wordings_of_all(request.person)]
    context = {
        "service_count": Service.objects.visible_to(request.person).count(),
        "contact_count": Contact.objects.visible_to(request.person).count(),
        "language_count": len(states),
        "checked_count": sum(state.is_all_checked for state in states),
    }
    return render(request, "meetings/card_desk.html", context)


@require_safe
def languages(request: ActingRequest) -> HttpResponse:
    ensure_keeper(request)
    states = [_state(*each) for each in wordings_of_all(request.person)]
    return render(request, "meetings/card_languages.html", {"states": states})


@require_http_methods(["GET", "POST"])
def language(request: ActingRequest, code: str) -> HttpResponse:
    """The phrases of one page (``?page=``) in one language, beside the Finnish."""
    ensure_keeper(request)
    if code not in phrases.CODES:
        raise Http404
    spoken = phrases.language(code)
    wordings = wordings_of(spoken, request.person)
    shown = _page(request)
    form = PhrasesForm(
        request.POST or None,
        language=spoken,
        wordings=[each for each in wordings if each.key.startswith(f"{shown}.")],
        back=request.POST.get("back", ""),
    )
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        if request.POST.get("all") == "checked":
            wanted = _all_checked(wordings, wanted)
        changed = save_phrases(spoken, wanted, actor=request.person)
        messages.success(request, _told(changed))
        return redirect(f"{reverse('card_language', args=[code])}?page={shown}")
    context = {
        "form": form,
        "pages": PAGES.items(),
        "shown": shown,
        "state": _state(spoken, wordings),
    }
    return render(request, "meetings/card_language.html", context, status=status_of(form))


def _page(request: ActingRequest) -> str:
    wanted = request.GET.get("page", "")
    return wanted if wanted in PAGES else next(iter(PAGES))


def _all_checked(wordings: list[Wording], wanted: dict[str, Wanted]) -> dict[str, Wanted]:
    """Return the wish that every phrase of the language is checked, as it stands or is typed."""
    standing = {each.key: each.text for each in wordings}
    typed = {key: wish.text for key, wish in wanted.items()}
    return {key: Wanted(text, is_checked=True) for key, text in (standing | typed).items()}


def _told(changed: int) -> str:
    if not changed:
        return _("Kaikki on ennallaan: mitään ei ollut muutettu.")
    return ngettext(
        "Yksi kohta on tallennettu. Asiakkaiden sivuilla se näkyy viiden minuutin kuluessa.",
        "%(number)d kohtaa on tallennettu. "
        "Asiakkaiden sivuilla ne näkyvät viiden minuutin kuluessa.",
        changed,
    ) % {"number": changed}
