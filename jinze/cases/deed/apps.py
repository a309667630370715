"""Deeds as a Django app."""

from django.apps import AppConfig


class DeedConfig(AppConfig):
    name = "jinze.cases.deed"
    label = "cases_deed"
    default_auto_field = "django.db.models.BigAutoField"
