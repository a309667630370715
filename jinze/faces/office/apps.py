"""The office as a Django app."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "jinze.faces.office"
    label = "faces_office"
