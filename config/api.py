"""The REST interface under /api/v1/ (design/interfaces.md): each app adds its own router."""

from django.urls import path
from ninja import NinjaAPI

api = NinjaAPI(
    title="Juuristo", version="1", openapi_url="openapi.json", docs_url=None, urls_namespace="api"
)

urlpatterns = [path("", api.urls)]
