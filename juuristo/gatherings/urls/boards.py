from django.urls import path

from juuristo.gatherings.views import boards

urlpatterns = [
    path("gatherings/sessions/<uuid:pk>/boards/", boards.session_boards, name="session_boards"),
    path("gatherings/boards/<uuid:pk>/desk/", boards.board_desk, name="board_desk"),
    path("gatherings/boards/<uuid:pk>/act/", boards.board_act, name="board_act"),
    path("gatherings/boards/<uuid:pk>/print/", boards.board_print, name="board_print"),
    path("gatherings/boards/<uuid:pk>/notes.<str:form>", boards.board_export, name="board_export"),
]
