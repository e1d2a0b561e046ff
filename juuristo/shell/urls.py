from django.urls import path

from . import views

urlpatterns = [
    path("", views.today, name="today"),
    path("language/", views.set_language, name="set_language"),
    path("components/", views.gallery, name="gallery"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("healthz", views.healthz, name="healthz"),
]
