from django.urls import path

from juuristo.gatherings.views import acts

urlpatterns = [
    path("acts/", acts.commitments, name="commitments"),
    path("acts/<uuid:pk>/answer/", acts.commitment_answer, name="commitment_answer"),
    path("acts/<uuid:pk>/delete/", acts.commitment_delete, name="commitment_delete"),
    path("acts/tell/<str:token>/", acts.commitment_tell, name="commitment_tell"),
    path("gatherings/sessions/<uuid:pk>/act/", acts.commitment_write, name="commitment_write"),
]
