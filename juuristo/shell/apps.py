from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "juuristo.shell"

    def ready(self) -> None:
        from .forms import speak_kindly

        speak_kindly()
