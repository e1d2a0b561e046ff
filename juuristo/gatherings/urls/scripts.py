from django.urls import path

from ..views import running, script_blocks, scripts

urlpatterns = [
    path("gatherings/plan/<uuid:pk>/script/", scripts.series_script, name="series_script"),
    path("gatherings/sessions/<uuid:pk>/script/", scripts.session_script, name="session_script"),
    path("gatherings/sessions/<uuid:pk>/run/", running.session_run, name="session_run"),
    path("gatherings/sessions/<uuid:pk>/screen/", running.session_screen, name="session_screen"),
    path("gatherings/scripts/<uuid:pk>/", scripts.script, name="script"),
    path("gatherings/scripts/<uuid:pk>/blocks/new/", script_blocks.block_new, name="script_new"),
    path(
        "gatherings/scripts/<uuid:pk>/blocks/<uuid:block>/",
        script_blocks.block,
        name="script_block",
    ),
    path("gatherings/scripts/<uuid:pk>/print/", scripts.script_print, name="script_print"),
    path("gatherings/scripts/<uuid:pk>/copy/", scripts.script_copy, name="script_copy"),
    path("gatherings/scripts/<uuid:pk>/delete/", scripts.script_delete, name="script_delete"),
]
