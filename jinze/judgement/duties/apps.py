"""Duties as a Django app."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "jinze.judgement.duties"
    label = "judgement_duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jinze.judgement.duties.followers.register import register  # noqa: PLC0415 - models exist only now

        register()
