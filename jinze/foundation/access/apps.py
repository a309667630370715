"""Access as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "jinze.foundation.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jinze.foundation.access.followers import register  # noqa: PLC0415 - models exist only now

        register()
