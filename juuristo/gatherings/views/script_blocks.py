"""One block of a script on a page of its own, new or old."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juuristo.gatherings.actions import scripts as actions
from juuristo.gatherings.forms.scripts import BlockForm
from juuristo.gatherings.models import Script, ScriptBlock, Session
from juuristo.gatherings.refusals import Refused
from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of

from .scripts import own_script, script_url, session_of


@require_http_methods(["GET", "POST"])
def block_new(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    script = own_script(request, pk)
    session = session_of(request, script)
    others = list(script.blocks.order_by("order", "pk"))
    data = request.POST if request.method == "POST" else None
    form = BlockForm(data, others=others)
    if request.method == "POST" and form.is_valid():
        after = form.cleaned_data.get("after")
        try:
            made = actions.save_block(script, form.values(), after=after, actor=request.person)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Kohta ”%(title)s” on lisätty.") % {"title": made.title})
            return back_to(script, session, made)
    return draw(request, script, session, form)


@require_http_methods(["GET", "POST"])
def block(request: ActingRequest, pk: uuid.UUID, block: uuid.UUID) -> HttpResponse:
    """A block somebody removed in the meantime comes back when its writer saves it again."""
    script = own_script(request, pk)
    session = session_of(request, script)
    found = script.blocks.filter(pk=block).first()
    if request.method == "GET":
        if found is None:
            raise Http404
        seen = actions.fingerprint(found)
        return draw(request, script, session, BlockForm(block=found), found=found, seen=seen)
    form = BlockForm(request.POST, block=found)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return draw(request, script, session, form, found=found, seen=seen)
    try:
        saved = actions.save_block(
            script, form.values(), block_id=block, seen=seen, actor=request.person
        )
    except actions.ChangedMeanwhileError as changed:
        return draw(
            request,
            script,
            session,
            form,
            found=changed.theirs,
            seen=actions.fingerprint(changed.theirs),
            is_conflict=True,
        )
    except Refused as refused:
        form.add_error(None, refused.message)
        return draw(request, script, session, form, found=found, seen=seen)
    messages.success(request, _("Kohta ”%(title)s” on tallessa.") % {"title": saved.title})
    return back_to(script, session, saved)


def back_to(script: Script, session: Session | None, block: ScriptBlock) -> HttpResponseRedirect:
    return redirect(f"{script_url(script, session)}#block-{block.pk}")


def draw(
    request: ActingRequest,
    script: Script,
    session: Session | None,
    form: BlockForm,
    *,
    found: ScriptBlock | None = None,
    seen: str = "",
    is_conflict: bool = False,
) -> HttpResponse:
    """``seen`` is the fingerprint that the form was opened with; on a conflict that of what is
    stored now, so that saving once more is a choice."""
    status = 409 if is_conflict else status_of(form)
    context = {
        "script": script,
        "session": session,
        "back": script_url(script, session),
        "form": form,
        "stored": found,
        "seen": seen,
        "is_conflict": is_conflict,
    }
    return render(request, "gatherings/script_block.html", context, status=status)
