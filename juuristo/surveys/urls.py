from django.urls import path

from .views import home, intake, respond

urlpatterns = [
    path("surveys/", home.surveys, name="surveys"),
    # what respondents open, and what their browsers ask
    path("s/", respond.invited, name="survey_invited"),
    path("s/form/<str:code>/", intake.form, name="survey_form"),
    path("s/ballot", intake.ballot, name="survey_ballot"),
    path("s/answer", intake.answer, name="survey_answer"),
    path("s/acknowledge", intake.told, name="survey_acknowledge"),
    path("q/<slug:slug>/", respond.by_open_link, name="survey_open_link"),
    path("q/<slug:slug>/form/", intake.open_form, name="survey_open_form"),
]
