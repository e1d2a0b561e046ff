from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "juuristo.cli"
