"""Deeds as a Django app."""

from django.apps import AppConfig


class DeedConfig(AppConfig):
    name = "jinze.cases.deed"
    label = "cases_deed"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jinze.cases.deed.followers import register  # noqa: PLC0415 - models exist only now

        register()
