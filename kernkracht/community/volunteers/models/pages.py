"""Pages with a text of the municipality, in versions (R179–R181, R183, R185–R188)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor


class InfoPage(models.Model):
    """A page that is there because the software has a place for it; what it says is data.

    The confidential counsellor's page has a telephone number and a link, and stores nothing of who reads it.
    """

    class Code(models.TextChoices):
        INSURANCE = "insurance", _("Verzekering voor vrijwilligers")
        SUPPORT_POINT = "support_point", _("Vrijwilligerssteunpunt")
        NEIGHBOUR_HELP = "neighbour_help", _("Burenhulp")
        COUNSELLOR = "counsellor", _("Vertrouwenspersoon")

    code = models.CharField(max_length=15, choices=Code.choices, unique=True)
    phone = models.CharField(max_length=30, blank=True)
    link = models.URLField(blank=True)
    link_label = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.get_code_display())


class InfoPageVersion(models.Model):
    """The text of a page since a moment. The highest number counts; all are kept."""

    page = models.ForeignKey(InfoPage, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField(help_text="Markdown.")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["page", "-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="info_page_version_once")]

    def __str__(self) -> str:
        return f"{self.page} {self.number}"
