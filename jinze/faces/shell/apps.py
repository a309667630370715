"""The shell as a Django app, so that its templates and static files are found."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "jinze.faces.shell"
    label = "faces_shell"
    verbose_name = "界面"
