"""The ledger as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    name = "jinze.foundation.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jinze.foundation.ledger.jobs.beat import register  # noqa: PLC0415 - models exist only now

        autodiscover_modules("events")  # every kind of event is known wherever the log is read
        register()
