"""How programmes ask for feedback after their gatherings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juuristo.people.acting import ActingRequest
from juuristo.programme.views.fetching import programmes_to_run
from juuristo.surveys.actions.feedback import set_feedback
from juuristo.surveys.feedback import setting_of
from juuristo.surveys.forms.running import FeedbackForm


@require_http_methods(["GET", "POST"])
def feedback(request: ActingRequest) -> HttpResponse:
    """One form for each programme the reader runs; the post says which one it is of."""
    rows = []
    for programme in programmes_to_run(request):
        is_mine = request.POST.get("programme") == str(programme.pk)
        setting = setting_of(programme)
        form = FeedbackForm(
            request.POST if is_mine else None,
            programme=programme,
            initial={"is_on": setting.is_on, "days": setting.days},
        )
        if is_mine and form.is_valid():
            set_feedback(programme, **form.cleaned_data, actor=request.person)
            messages.success(request, _("Palautteen pyytäminen on nyt niin kuin valitsit."))
            return redirect("session_feedback")
        rows.append((programme, form))
    return render(request, "surveys/feedback.html", {"rows": rows})
