"""Tables of the sources: adopted revisions, imported official wording, and texts staged for import."""

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
    """One import of an official document: what was repaired, which lines stand outside the clauses.

    `settled` is canonical JSON, sealed in the event: the file's name, and every line that a person placed.
    """

    instrument = models.CharField(max_length=64)
    number = models.IntegerField()
    digest = models.CharField(max_length=64)
    repairs = models.JSONField()
    unplaced = models.JSONField()
    settled = models.TextField(default="")
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "number"], name="sources_import_number")]


class TextDraft(models.Model):
    """A text staged for import, and how far its lines are settled; `version` counts the changes.

    The only rows of this room that may be dropped: they are nobody's record yet.
    """

    key = models.UUIDField(unique=True)
    instrument = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    placements = models.JSONField()
    version = models.IntegerField()
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "sha256"], name="sources_draft_file")]
