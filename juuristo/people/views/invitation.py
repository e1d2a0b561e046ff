"""Accepting an invitation: who am I joining, language, password."""

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from juuristo.people import invitations
from juuristo.people.actions import RefusedError
from juuristo.people.forms.profile import AcceptForm
from juuristo.people.language import remember_language
from juuristo.people.models import Invitation, User
from juuristo.shell.forms import status_of

SESSION_KEY = "invitation"
LIMITS = {"invitation": "60/m/ip"}


@login_not_required
@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail. Its token is the secret: it goes to no log and no other address."""
    limited = ratelimit.consume_or_429(
        request, app="juuristo.people", action="invitation", config=LIMITS, limit_get=True
    )
    if limited:
        return HttpResponse(limited.content, status=limited.status_code)
    invitation = invitations.find(token)
    if invitation is None or not invitations.is_open(invitation):
        return _closed(request, invitation)
    has_user = User.objects.filter(email__iexact=invitation.person.email).first()
    if request.user.is_authenticated and request.user != has_user:
        return _page(request, invitation, "other_user")
    if has_user is None:
        return _with_password(request, invitation)
    if not request.user.is_authenticated:
        return _sign_in_first(request, invitation, token)
    return _join(request, invitation, has_user)


def _page(
    request: HttpRequest, invitation: Invitation, state: str, status: int = 200, **context: object
) -> HttpResponse:
    person = invitation.person
    shown = {"invited": person, "state": state, "path": request.path, **context}
    return render(request, "people/accept_invitation.html", shown, status=status)


def _closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    is_used = bool(invitation and (invitation.accepted_at or invitation.person.user_id))
    status = 410 if invitation else 404
    context = {"is_used": is_used, "is_known": invitation is not None}
    response = render(request, "people/invitation_closed.html", context, status=status)
    # Django would write the path, and with it the token, to the log.
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return response


def _with_password(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = AcceptForm(
        request.POST or None,
        email=invitation.person.email,
        initial={"language": (get_language() or "fi")[:2]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = invitations.accept_with_password(
                invitation,
                password=form.cleaned_data["password1"],
                language=form.cleaned_data["language"],
            )
        except RefusedError:
            return _closed(request, invitation)
        get_adapter().login(request, user)
        return remember_language(HttpResponseRedirect(reverse("today")), user.language)
    return _page(request, invitation, "new", status_of(form), form=form)


def _sign_in_first(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if request.method == "POST":
        request.session[SESSION_KEY] = token
        return redirect(f"{reverse('account_login')}?next={reverse('resume_invitation')}")
    return _page(request, invitation, "sign_in")


def _join(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    if request.method == "GET":
        return _page(request, invitation, "join")
    try:
        person = invitations.accept_as(invitation, user=user)
    except RefusedError as refusal:
        return _page(request, invitation, "refused", message=refusal.message)
    request.session["person"] = str(person.pk)
    return redirect("today")


@require_GET
def resume_invitation(request: HttpRequest) -> HttpResponse:
    """Back from signing in: the token waited in the session, not in an address."""
    token = request.session.pop(SESSION_KEY, None)
    return redirect("accept_invitation", token) if token else redirect("today")
