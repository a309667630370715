"""Sources as a Django app."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "jinze.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"
