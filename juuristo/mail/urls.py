from django.urls import path

from . import views

urlpatterns = [
    path("mail/", views.mail_outbox, name="mail_outbox"),
    path("mail/<uuid:pk>/try-again/", views.mail_try_again, name="mail_try_again"),
]
