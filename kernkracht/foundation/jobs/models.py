"""What the workers know of each other."""

from __future__ import annotations

from django.db import models


class BeatSlot(models.Model):
    """The last slot of a job on the clock. A worker may run a slot only after moving this row forward to it.

    A slot that is not finished while its worker is dead is run again by another.
    """

    name = models.CharField(max_length=80, unique=True)
    slot = models.DateTimeField()
    worker = models.CharField(max_length=64, blank=True, help_text="Who runs it, by the name on its sign of life.")
    attempts = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True, help_text="Why the last run failed; empty when it went well.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M:%S}"


class WorkerSign(models.Model):
    """A sign of life. A task of a worker without one is taken back."""

    worker = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["started_at", "pk"]

    def __str__(self) -> str:
        return self.worker
