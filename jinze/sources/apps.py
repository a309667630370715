"""Sources as a Django app."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "jinze.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jinze.sources.followers import register  # noqa: PLC0415 - models exist only now

        register()
