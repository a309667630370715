"""The command line as a Django app."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "jinze.faces.cli"
    label = "faces_cli"
