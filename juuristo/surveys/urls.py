from django.urls import path

from .views import (
    editor,
    exports,
    feedback,
    home,
    imports,
    instruments,
    intake,
    planning,
    questions,
    respond,
    result_pages,
    results,
    running,
    synthesis,
    xlsforms,
)

INSTRUMENT = "surveys/instruments/<uuid:pk>/"
QUESTION = f"{INSTRUMENT}questions/<slug:key>/"

# What respondents open, and what their browsers ask. First: they come in crowds.
respondent_urls = [
    path("s/", respond.invited, name="survey_invited"),
    path("s/form/<str:code>/", intake.form, name="survey_form"),
    path("s/ballot", intake.ballot, name="survey_ballot"),
    path("s/answer", intake.answer, name="survey_answer"),
    path("s/acknowledge", intake.told, name="survey_acknowledge"),
    path("q/<slug:slug>/", respond.by_open_link, name="survey_open_link"),
    path("q/<slug:slug>/form/", intake.open_form, name="survey_open_form"),
]

instrument_urls = [
    path("surveys/instruments/", instruments.instruments, name="instruments"),
    path("surveys/instruments/new/", instruments.new, name="instrument_new"),
    path("surveys/instruments/bring/", xlsforms.upload, name="instrument_upload"),
    path("surveys/instruments/ready/<slug:ready>/", instruments.begin, name="instrument_begin"),
    path(INSTRUMENT, editor.editor, name="instrument"),
    path(f"{INSTRUMENT}copy/", instruments.copy, name="instrument_copy"),
    path(f"{INSTRUMENT}delete/", instruments.delete, name="instrument_delete"),
    path(f"{INSTRUMENT}move/", editor.move, name="instrument_move"),
    path(f"{INSTRUMENT}questions/", questions.new, name="instrument_question_new"),
    path(QUESTION, questions.edit, name="instrument_question"),
    path(f"{QUESTION}copy/", questions.copy, name="instrument_question_copy"),
    path(f"{INSTRUMENT}remove/", editor.remove, name="instrument_remove"),
    path(f"{INSTRUMENT}texts/", editor.texts, name="instrument_texts"),
    path(f"{INSTRUMENT}undo/", editor.undo, name="instrument_undo"),
    path(f"{INSTRUMENT}xlsform.xlsx", xlsforms.download, name="instrument_download"),
]

urlpatterns = [
    *respondent_urls,
    *instrument_urls,
    path("surveys/", home.surveys, name="surveys"),
    path("surveys/new/", planning.wave_new, name="wave_new"),
    path("surveys/feedback/", feedback.feedback, name="session_feedback"),
    # files in and out
    path("surveys/import/", imports.survey_import_new, name="survey_import_new"),
    path("surveys/import/<uuid:pk>/", imports.survey_import, name="survey_import"),
    path(
        "surveys/import/<uuid:pk>/bring/", imports.survey_import_bring, name="survey_import_bring"
    ),
    path(
        "surveys/import/<uuid:pk>/cancel/",
        imports.survey_import_cancel,
        name="survey_import_cancel",
    ),
    path("surveys/exports/<uuid:pk>/", exports.survey_export, name="survey_export"),
    path("surveys/exports/<uuid:pk>/file/", exports.survey_export_file, name="survey_export_file"),
    path("surveys/<slug:slug>/export/", exports.wave_export, name="wave_export"),
    path("surveys/<slug:slug>/", running.wave, name="wave"),
    path("surveys/<slug:slug>/edit/", planning.wave_edit, name="wave_edit"),
    path("surveys/<slug:slug>/open/", planning.wave_open, name="wave_open"),
    path("surveys/<slug:slug>/delete/", planning.wave_delete, name="wave_delete"),
    path("surveys/<slug:slug>/tighten/", running.wave_tighten, name="wave_tighten"),
    path("surveys/<slug:slug>/closing/", running.wave_closing, name="wave_closing"),
    path("surveys/<slug:slug>/close/", running.wave_close, name="wave_close"),
    path("surveys/<slug:slug>/reminders/", running.wave_reminders, name="wave_reminders"),
    path("surveys/<slug:slug>/reissue/", running.wave_reissue, name="wave_reissue"),
    path("surveys/<slug:slug>/synthesis/", synthesis.wave_synthesis, name="wave_synthesis"),
    # what a wave tells
    path("surveys/<slug:slug>/results/", results.wave_results, name="wave_results"),
    path(
        "surveys/<slug:slug>/results/by/<slug:by>/",
        results.wave_breakdown,
        name="wave_breakdown",
    ),
    path(
        "surveys/<slug:slug>/results/answers/<slug:question>/",
        result_pages.wave_answers,
        name="wave_answers",
    ),
    path(
        "surveys/<slug:slug>/results/compare/",
        result_pages.wave_comparison,
        name="wave_comparison",
    ),
    path("surveys/<slug:slug>/results/named/", result_pages.wave_named, name="wave_named"),
    path(
        "surveys/<slug:slug>/results/named/<uuid:person>/",
        result_pages.wave_named_answers,
        name="wave_named_answers",
    ),
]
