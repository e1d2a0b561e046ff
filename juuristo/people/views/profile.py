"""One's own page: language, sign-in, tokens, what is stored; choosing between organisations."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.audit import trail
from juuristo.people.acting import ActingRequest
from juuristo.people.actions import (
    choose_language,
    create_api_token,
    revoke_api_token,
)
from juuristo.people.forms.profile import LanguageForm, TokenForm
from juuristo.people.language import remember_language
from juuristo.people.middleware import SESSION_KEY, people_of
from juuristo.people.models import ApiToken, User
from juuristo.people.stored import stored_of
from juuristo.shell.forms import status_of


def own_user(request: ActingRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise TypeError("the sign-in is required on this route")
    return user


@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: ActingRequest) -> HttpResponse:
    """The page; a POST makes an API token and shows it this once."""
    form = TokenForm(request.POST or None)
    new_token = None
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        new_token = create_api_token(request.person, name, actor=request.person)
        form = TokenForm()
    context = {"form": form, "new_token": new_token, **_own(request)}
    return render(request, "people/profile.html", context, status=status_of(form))


def _own(request: ActingRequest) -> dict[str, object]:
    user = own_user(request)
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {
        "language_form": LanguageForm(initial={"language": user.language}),
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "tokens": request.person.api_tokens.filter(revoked_at=None).order_by("created_at"),
        "signs_in_with": user.email,
        "other_email": user.email.lower() != request.person.email.lower(),
    }


@require_POST
def own_language(request: ActingRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    response = HttpResponseRedirect(reverse("profile"))
    if form.is_valid():
        language = form.cleaned_data["language"]
        choose_language(own_user(request), language)
        with translation.override(language):
            messages.success(request, _("Kieli vaihtui."))
        return remember_language(response, language)
    return response


@require_POST
def revoke_token(request: ActingRequest, pk: UUID) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk, person=request.person)
    revoke_api_token(token, actor=request.person)
    messages.success(request, _("Tunniste ”%s” ei enää kelpaa.") % token.name)
    return redirect("profile")


@never_cache
@require_GET
def download(request: ActingRequest) -> HttpResponse:
    """Everything stored of oneself, as one JSON file (trust T7)."""
    trail.record("person.exported", actor=request.person, about=request.person)
    options = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(stored_of(request.person), json_dumps_params=options)
    response["Content-Disposition"] = 'attachment; filename="juuristo.json"'
    return response


@require_http_methods(["GET", "POST"])
def choose_organisation(request: ActingRequest) -> HttpResponse:
    """Whoever is in several organisations chooses in which one they now work."""
    people = people_of(own_user(request))
    if request.method == "POST":
        wanted = request.POST.get("person", "")
        chosen = next((person for person in people if str(person.pk) == wanted), None)
        if chosen:
            # The sign-in left its row in another organisation's trail: this one is ours.
            if chosen != request.person:
                trail.record("user.signed_in", actor=chosen, about=own_user(request))
            request.session[SESSION_KEY] = wanted
            return redirect("today")
    return render(request, "people/choose_organisation.html", {"people": people})
