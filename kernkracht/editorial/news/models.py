"""What makes a text news: for which villages it is, what it is about, and which group sent it."""

from __future__ import annotations

from django.db import models

from kernkracht.community.groups.models import Group
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.models import Page


class NewsPost(models.Model):
    """Nieuwsbericht. Without villages it is for the whole municipality; with `group` that group wrote it (R253)."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="news_post")
    villages = models.ManyToManyField(Village, related_name="news_posts", blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="news_posts")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="news_posts")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"news {self.page_id}"
