"""One's next acts: writing one, telling how it went, and what everyone's come to."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.gatherings import act_links, acts, refusals
from juuristo.gatherings.access import is_of_group, may_write_act
from juuristo.gatherings.actions import acts as actions
from juuristo.gatherings.forms.acts import ActForm
from juuristo.gatherings.models import ActsMonth, Commitment
from juuristo.people import by_link
from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of

from .adviser import visible_session

ON_PAGE = 20


@require_http_methods(["GET", "POST"])
def commitment_write(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Write one's act of a session or change its words; beside it what others shared."""
    session = visible_session(request.person, pk)
    act = Commitment.objects.filter(session=session, person=request.person).first()
    form = ActForm(request.POST or None, instance=act)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.write_act(
                session, said["text"], is_shared=said["is_shared"], actor=request.person
            )
        except refusals.Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, kept(is_new=act is None))
            return redirect("commitments")
    context = {
        "session": session,
        "form": form,
        "may_write": act is not None or may_write_act(request.person, session),
        "shared": acts.shared_in(session) if is_of_group(request.person, session) else [],
    }
    return render(request, "gatherings/act_write.html", context, status=status_of(form))


@require_GET
def commitments(request: ActingRequest) -> HttpResponse:
    """My acts, and how everyone's stand."""
    months = ActsMonth.objects.visible_to(request.person).newest().select_related("programme")
    context = {
        "page": Paginator(acts.own_acts(request.person), ON_PAGE).get_page(request.GET.get("page")),
        "together": months.order_by("-programme__starts_on", "programme"),
        "answers": answers(),
    }
    return render(request, "gatherings/acts.html", context)


@require_POST
def commitment_answer(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """One tap: how my act went."""
    act = own_act(request, pk)
    try:
        actions.answer_act(act, request.POST.get("answer", ""), actor=request.person)
    except refusals.Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, thanks(act))
    return redirect("commitments")


@require_http_methods(["GET", "POST"])
def commitment_delete(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    act = own_act(request, pk)
    if request.method == "POST":
        actions.delete_act(act, actor=request.person)
        messages.success(request, _("Teko on poistettu."))
        return redirect("commitments")
    return render(request, "gatherings/act_delete.html", {"act": act})


@by_link.by_link
@require_http_methods(["GET", "POST"])
def commitment_tell(request: HttpRequest, token: str) -> HttpResponse:
    """The same tap from the mail, without signing in."""
    act = act_links.find(token)
    if act is None and act_links.is_ours(token):
        return by_link.closed(request, _("Tekoa ei enää ole, joten siitä ei kysytä."))
    if act is None:
        return by_link.unknown(request, act_links.PURPOSE)
    with by_link.speaking_to(act.person):
        context = {"act": act, "answers": answers(), "told": "", "refused": ""}
        if request.method == "POST":
            try:
                actions.answer_act(act, request.POST.get("answer", ""), actor=act.person)
                context["told"] = thanks(act)
            except refusals.Refused as refused:
                context["refused"] = refused.message
        return render(request, "gatherings/act_tell.html", context)


def own_act(request: ActingRequest, pk: uuid.UUID) -> Commitment:
    """The reader's own act; to everyone else it is not there."""
    return get_object_or_404(Commitment.objects.filter(person=request.person), pk=pk)


def answers() -> list[tuple[str, str]]:
    return [(answer.value, str(answer.label)) for answer in acts.ANSWERS]


def kept(*, is_new: bool) -> str:
    if is_new:
        return _("Tekosi on kirjattu. Kysymme siitä kahden viikon päästä.")
    return _("Tekosi sanat on muutettu.")


def thanks(act: Commitment) -> str:
    if act.state == Commitment.State.DONE:
        return _("Hienoa! Teko on merkitty tehdyksi.")
    if act.state == Commitment.State.ON_THE_WAY:
        return _("Kiitos. Matkalla oleminenkin vie eteenpäin.")
    if act.state == Commitment.State.CHANGED:
        return _("Kiitos. Voit kirjoittaa teon uusin sanoin, jos haluat.")
    return _("Kiitos, että kerroit. Aina ei ole oikea hetki.")
