"""Who did what, to which object, on which ground. Rows are written once and never changed."""

from __future__ import annotations

from django.db import models


class Actor(models.Model):
    """Somebody, or something, that can do an act.

    An actor outlives the account behind it: when a person leaves, the account goes and the actor stays, so the
    record keeps saying that the same (now unnamed) person did two things. It holds no personal data.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Person with an account"
        VISITOR = "visitor", "Person without an account, known by a mailed link"
        SYSTEM = "system", "The software itself"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(
        max_length=40, unique=True, null=True, blank=True, help_text="Only for actors of the system, such as “worker”."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.code or self.pk}"

    @classmethod
    def system(cls, code: str = "system") -> Actor:
        """The actor for work that no person did, such as a nightly job."""
        return cls.objects.get_or_create(code=code, defaults={"kind": cls.Kind.SYSTEM})[0]


class AuditEvent(models.Model):
    """One act. `data` holds facts needed to read the sentence later, never a name or an address."""

    at = models.DateTimeField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="events")
    event = models.CharField(
        max_length=80, help_text="A code from the room's events.py, such as application.submitted."
    )
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    ground = models.TextField(blank=True, help_text="Article, mandate or reason the act rests on.")
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["object_type", "object_id", "at"]), models.Index(fields=["event", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.object_type} {self.object_id}"
