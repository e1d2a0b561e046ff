"""The REST interface under /api/v1/ (design/interfaces.md): each app adds its own router."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI

from juuristo.gatherings.api import router as gatherings
from juuristo.meetings.api import router as meetings
from juuristo.meetings.voice_api import router as client_voice
from juuristo.people.api import answer_errors, bearer
from juuristo.people.api import router as people
from juuristo.programme.api import router as programme
from juuristo.surveys.api import router as surveys
from juuristo.surveys.results_api import router as survey_results


class UnkeptAPI(NinjaAPI):
    """No answer may stay in a browser's or a proxy's cache: one's own walks are among them."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        response = super().create_temporal_response(request)
        response["Cache-Control"] = "no-store"
        return response


api = UnkeptAPI(
    title="Juuristo",
    version="1",
    openapi_url="openapi.json",
    docs_url=None,
    urls_namespace="api",
    auth=bearer,
)
answer_errors(api)
api.add_router("", people)
api.add_router("", programme)
api.add_router("", gatherings)
api.add_router("", client_voice)
api.add_router("", meetings)
api.add_router("", surveys)
api.add_router("", survey_results)

# The pages' sign-in does not concern these routes: every operation asks for a bearer token, and
# the description of the interface is open to all.
routes, app, namespace = api.urls
for route in routes:
    if isinstance(route, URLPattern):
        login_not_required(route.callback)

urlpatterns = [path("", (routes, app, namespace))]
