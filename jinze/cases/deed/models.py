"""A deed. Its text is sealed in the ledger; the row carries the digest."""

from django.db import models

from jinze.foundation.access.models import Body, Person, Post


class Deed(models.Model):
    """An act done on a day by a body, or by a post of it; filed by its holder or by someone on behalf."""

    key = models.UUIDField(unique=True)
    act = models.CharField(max_length=64)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    filed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    area = models.CharField(max_length=12, db_index=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    clauses = models.TextField()
    content = models.CharField(max_length=64)
    against_duty = models.CharField(max_length=120)
    against = models.IntegerField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["body", "-occurred_at"], name="deed_body_day"),
            models.Index(fields=["post", "-occurred_at"], name="deed_post_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(against=None) | ~models.Q(against_duty=""), name="deed_against_names_duty"
            )
        ]
