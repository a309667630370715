"""Access as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "jinze.foundation.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
