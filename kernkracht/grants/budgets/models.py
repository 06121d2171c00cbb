"""Money that cannot be overspent: ceilings under lock, an append-only ledger beside them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.schemes.models import Scheme

MAX_SOURCE = 200
"""Characters of the decision or reason that an amount rests on."""


class CouncilBudget(models.Model):
    """What the council made available, by which decision (R162). Several ceilings may draw on one budget (R163)."""

    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    amount_cents = EuroCentsField()
    decision = models.CharField(max_length=200)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["year", "name"], name="council_budget_once_a_year"),
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="council_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class GrantCeiling(models.Model):
    """Subsidieplafond of a scheme in a year, for one village or (village null) for all (Awb 4:25).

    The totals repeat what the ledger says, so that a check constraint can refuse overspending; `kernkracht budgets
    verify` compares both. allocated = what may be spent; reserved = promised to open cases; granted = decided;
    paid = sent to the bank; free = allocated - reserved - granted. `paid` is part of granted.

    Where a scheme has a ceiling for all villages in a year, its village ceilings are slices of that ceiling: money
    counts once, and every case falls under both. Without one, each village ceiling stands alone.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="ceilings")
    year = models.PositiveSmallIntegerField()
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="ceilings")
    council_budget = models.ForeignKey(
        CouncilBudget, on_delete=models.PROTECT, null=True, blank=True, related_name="ceilings"
    )
    is_hard = models.BooleanField(default=True, help_text="False: a warning instead of a stop (R173).")
    allocated_cents = EuroCentsField(default=0)
    reserved_cents = EuroCentsField(default=0)
    granted_cents = EuroCentsField(default=0)
    paid_cents = EuroCentsField(default=0)
    beyond_cents = EuroCentsField(
        default=0, help_text="Part of granted that an objection brought above the ceiling (Awb 4:25 lid 3)."
    )

    class Meta:
        ordering = ["year", "scheme", "village", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "year", "village"],
                condition=Q(village__isnull=False),
                name="one_ceiling_per_scheme_year_village",
            ),
            models.UniqueConstraint(
                fields=["scheme", "year"], condition=Q(village__isnull=True), name="one_ceiling_per_scheme_year"
            ),
            models.CheckConstraint(
                condition=Q(allocated_cents__gte=0)
                & Q(reserved_cents__gte=0)
                & Q(granted_cents__gte=0)
                & Q(paid_cents__gte=0)
                & Q(beyond_cents__gte=0),
                name="ceiling_totals_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(is_hard=False)
                | Q(allocated_cents__gte=F("reserved_cents") + F("granted_cents") - F("beyond_cents")),
                name="hard_ceiling_never_overspent",
            ),
            models.CheckConstraint(condition=Q(paid_cents__lte=F("granted_cents")), name="paid_within_granted"),
            models.CheckConstraint(condition=Q(beyond_cents__lte=F("granted_cents")), name="beyond_within_granted"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.year}{f' {self.village}' if self.village_id else ''}"

    @property
    def free_cents(self) -> int:
        """Below zero when more than all was given; what an objection brought above the ceiling makes no room."""
        return self.allocated_cents - self.reserved_cents - self.granted_cents


class CeilingVersion(models.Model):
    """A published amount of a ceiling. Lowering has no effect on cases filed before (Awb 4:27), hence the dates.

    Rows are never changed or removed; a trigger refuses both.
    """

    ceiling = models.ForeignKey(GrantCeiling, on_delete=models.PROTECT, related_name="versions")
    amount_cents = EuroCentsField()
    published_on = models.DateField()
    source = models.CharField(max_length=MAX_SOURCE)

    class Meta:
        ordering = ["ceiling", "published_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="ceiling_version_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="ceiling_version_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.ceiling} since {self.published_on}"


class LedgerAct(models.Model):
    """One act on money, with all its entries: they succeed or vanish together.

    `key` makes a repeated act do nothing; `content` is what was asked, so that the same key with another request is
    refused. `explanation` keeps how an outcome came about (a redistribution, a warning about a soft ceiling).
    Rows are never changed or removed; a trigger refuses both.
    """

    class Verb(models.TextChoices):
        ALLOCATE = "allocate", _("Geld beschikbaar gesteld")
        DEALLOCATE = "deallocate", _("Geld uit het plafond gehaald")
        RESERVE = "reserve", _("Gereserveerd")
        RELEASE = "release", _("Reservering vrijgegeven")
        COMMIT = "commit", _("Toegekend")
        REVOKE = "revoke", _("Toekenning ingetrokken")
        PAY = "pay", _("Betaald")
        RETURN = "return", _("Terugbetaald")
        SETTLE = "settle", _("Lager vastgesteld")
        TRANSFER = "transfer", _("Verschoven")
        REDISTRIBUTE = "redistribute", _("Herverdeeld")
        COMMIT_BEYOND = "beyond", _("Na bezwaar toegekend boven het plafond")

    key = models.CharField(max_length=120, unique=True)
    verb = models.CharField(max_length=12, choices=Verb.choices)
    content = models.JSONField(default=dict)
    case_number = models.CharField(max_length=40, blank=True, db_index=True)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    explanation = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="ledger_act_has_key")]

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"


class LedgerEntry(models.Model):
    """One movement under one ceiling, part of an act. Rows are never changed or removed; a trigger refuses both."""

    class Kind(models.TextChoices):
        ALLOCATE = "allocate", _("Beschikbaar gesteld")
        DEALLOCATE = "deallocate", _("Uit het plafond gehaald")
        TRANSFER_IN = "transfer_in", _("Erbij door verschuiving")
        TRANSFER_OUT = "transfer_out", _("Eraf door verschuiving")
        RESERVE = "reserve", _("Gereserveerd")
        RELEASE = "release", _("Reservering vrijgegeven")
        COMMIT = "commit", _("Toegekend")
        REVOKE = "revoke", _("Toekenning ingetrokken")
        PAY = "pay", _("Betaald")
        RETURN = "return", _("Terugbetaald")
        SETTLE = "settle", _("Lager vastgesteld")
        BEYOND = "beyond", _("Waarvan boven het plafond, na bezwaar")
        WITHIN = "within", _("Weer onder het plafond")

    act = models.ForeignKey(LedgerAct, on_delete=models.PROTECT, related_name="entries")
    ceiling = models.ForeignKey(GrantCeiling, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    amount_cents = EuroCentsField()
    case_number = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["ceiling", "pk"]
        verbose_name_plural = "ledger entries"
        indexes = [models.Index(fields=["case_number", "ceiling"], name="ledger_case")]
        constraints = [
            models.UniqueConstraint(fields=["act", "ceiling", "kind"], name="ledger_entry_once_per_act"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="ledger_amount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_cents} on {self.ceiling_id}"


EFFECTS: dict[str, tuple[str, int]] = {
    LedgerEntry.Kind.ALLOCATE: ("allocated_cents", 1),
    LedgerEntry.Kind.DEALLOCATE: ("allocated_cents", -1),
    LedgerEntry.Kind.TRANSFER_IN: ("allocated_cents", 1),
    LedgerEntry.Kind.TRANSFER_OUT: ("allocated_cents", -1),
    LedgerEntry.Kind.RESERVE: ("reserved_cents", 1),
    LedgerEntry.Kind.RELEASE: ("reserved_cents", -1),
    LedgerEntry.Kind.COMMIT: ("granted_cents", 1),
    LedgerEntry.Kind.REVOKE: ("granted_cents", -1),
    LedgerEntry.Kind.SETTLE: ("granted_cents", -1),
    LedgerEntry.Kind.BEYOND: ("beyond_cents", 1),
    LedgerEntry.Kind.WITHIN: ("beyond_cents", -1),
    LedgerEntry.Kind.PAY: ("paid_cents", 1),
    LedgerEntry.Kind.RETURN: ("paid_cents", -1),
}
"""What each kind of entry does to the stored totals of its ceiling: which column, up or down."""
