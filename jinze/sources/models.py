"""Tables of the sources: adopted revisions, and the official wording that the operator imported."""

from django.db import models


class Revision(models.Model):
    """A law folder as it was adopted: numbered, with its content, from the day it speaks."""

    instrument = models.CharField(max_length=64)
    number = models.IntegerField()
    digest = models.CharField(max_length=64)
    since = models.DateField()
    content = models.TextField()
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "number"], name="sources_revision_number")]


class OfficialText(models.Model):
    """The official wording of one numbered node, attached by its id; `import_number` counts imports."""

    instrument = models.CharField(max_length=64)
    path = models.CharField(max_length=64)
    import_number = models.IntegerField()
    label = models.CharField(max_length=32)
    heading = models.TextField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "path", "import_number"], name="sources_text_place")
        ]


class TextImport(models.Model):
    """One import of an official document, with what was repaired and what could not be placed."""

    instrument = models.CharField(max_length=64)
    number = models.IntegerField()
    digest = models.CharField(max_length=64)
    repairs = models.JSONField()
    unplaced = models.JSONField()
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "number"], name="sources_import_number")]
