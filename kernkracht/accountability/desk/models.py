"""Until when somebody has seen what is new."""

from __future__ import annotations

from django.db import models

from kernkracht.community.people.models import User


class DeskLook(models.Model):
    """The moment up to which a colleague said to have seen everything. Nobody else reads it, and nothing counts it."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="desk_look")
    seen_until = models.DateTimeField()

    class Meta:
        ordering = ["user"]

    def __str__(self) -> str:
        return f"desk of {self.user_id} until {self.seen_until:%Y-%m-%d %H:%M}"
