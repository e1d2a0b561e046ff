from django.urls import path

from .views import programme

urlpatterns = [
    path("programmes/<slug:slug>/", programme.programme, name="programme"),
    path("programmes/<slug:slug>/print/", programme.programme_print, name="programme_print"),
]
