from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


@login_not_required
def hello(request: HttpRequest) -> HttpResponse:
    """Answer with one word: no database, no template."""
    return HttpResponse("hello")


urlpatterns = [path("hello", hello), path("", include("config.urls"))]
handler403 = "juuristo.shell.views.forbidden"
handler404 = "juuristo.shell.views.not_found"
handler500 = "juuristo.shell.views.server_error"
