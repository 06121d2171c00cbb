"""How much the grant is in the end, and what comes back of what was paid."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.applications.models import GrantApplication, Mandate

from .reports import SpendingReport


class LowerGround(models.TextChoices):
    """The four grounds of Awb 4:46 lid 2; there is no fifth."""

    NOT_DONE = "not_done", _("Het plan is niet of niet helemaal uitgevoerd (Awb 4:46 lid 2 onder a)")
    DUTIES_BROKEN = "duties_broken", _("Een afspraak uit de brief is niet nagekomen (Awb 4:46 lid 2 onder b)")
    WRONG_DATA = "wrong_data", _("De aanvraag klopte niet, en anders was er anders besloten (Awb 4:46 lid 2 onder c)")
    EVIDENTLY_WRONG = "evidently_wrong", _("Het besluit was fout, en dat moest u weten (Awb 4:46 lid 2 onder d)")


class ChangeGround(models.TextChoices):
    """The three grounds of Awb 4:49 lid 1 to change a settlement to the receiver's disadvantage."""

    UNKNOWN_FACTS = "unknown_facts", _("Wij konden iets niet weten toen wij vaststelden (Awb 4:49 lid 1 onder a)")
    EVIDENTLY_WRONG = "evidently_wrong", _("De vaststelling was fout, en dat moest u weten (Awb 4:49 lid 1 onder b)")
    DUTIES_AFTER = (
        "duties_after",
        _("Een plicht die na de vaststelling bleef gelden, is niet nagekomen (Awb 4:49 lid 1 onder c)"),
    )


class SettlementState(models.TextChoices):
    PROPOSED = "proposed", _("Wacht op besluit")
    DECIDED = "decided", _("Vastgesteld")
    RETURNED = "returned", _("Teruggegeven")
    REPLACED = "replaced", _("Vervangen door een nieuw besluit")


class Settlement(models.Model):
    """Vaststelling of a grant (Awb 4:46). Lower only on a ground, weighed in words, and decided by another person.

    `settled_cents` + what it is lower = `awarded_cents`. `paid_cents` is what had been paid on the day of the decision.
    Another amount afterwards (on objection, or by Awb 4:49) is a new row that replaces this one; what was decided
    stays as it was.
    """

    report = models.ForeignKey(SpendingReport, on_delete=models.PROTECT, related_name="settlements")
    application = models.ForeignKey(GrantApplication, on_delete=models.PROTECT, related_name="settlements")
    state = models.CharField(max_length=10, choices=SettlementState.choices, default=SettlementState.PROPOSED)
    awarded_cents = EuroCentsField()
    spent_cents = EuroCentsField(null=True, blank=True, help_text="Receipts together; empty without receipts.")
    settled_cents = EuroCentsField()
    paid_cents = EuroCentsField(default=0)
    ground = models.CharField(max_length=20, choices=LowerGround.choices, blank=True)
    change_ground = models.CharField(max_length=20, choices=ChangeGround.choices, blank=True)
    breach_on = models.DateField(null=True, blank=True, help_text="With duties_after: the day of the breach.")
    weighing = models.TextField(blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacements")
    proposed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    returned_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, blank=True, related_name="settlements")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="settlement")

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="decided"), name="one_settlement_per_grant"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="proposed"), name="one_proposed_settlement_per_grant"
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=~Q(state="returned"), name="settlement_replaced_once"
            ),
            models.CheckConstraint(
                condition=Q(change_ground="") | (Q(settled_cents__lt=F("awarded_cents")) & ~Q(weighing="")),
                name="changed_settlement_is_lower_and_weighed",
            ),
            models.CheckConstraint(
                condition=~Q(change_ground="duties_after") | Q(breach_on__isnull=False),
                name="broken_duty_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(settled_cents__gte=0, settled_cents__lte=F("awarded_cents"), paid_cents__gte=0),
                name="settled_within_award",
            ),
            models.CheckConstraint(
                condition=Q(settled_cents=F("awarded_cents")) | (~Q(ground="", change_ground="") & ~Q(weighing="")),
                name="lower_settlement_has_ground_and_weighing",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "replaced"])
                | Q(decided_by__isnull=False, decided_at__isnull=False, decided_on__isnull=False, letter__isnull=False),
                name="decided_settlement_has_decider_and_letter",
            ),
            models.CheckConstraint(
                condition=Q(settled_cents=F("awarded_cents"))
                | Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")),
                name="lower_settlement_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_reason=""), name="returned_settlement_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"settlement {self.application_id} {self.settled_cents}"

    @property
    def lowered_cents(self) -> int:
        """By how much the grant is lower than it was awarded."""
        return self.awarded_cents - self.settled_cents

    @property
    def overpaid_cents(self) -> int:
        """What was paid above the settled amount."""
        return max(self.paid_cents - self.settled_cents, 0)


class RecoveryState(models.TextChoices):
    OPEN = "open", _("Nog terug te betalen")
    REPAID = "repaid", _("Terugbetaald")
    WRITTEN_OFF = "written_off", _("Afgeboekt")
    ANNULLED = "annulled", _("Vervallen")


class Recovery(models.Model):
    """Terugvordering of what was paid too much (Awb 4:57), with its letter and its last day to pay (Awb 4:87).

    `amount_cents` stays as the letter said. `lowered_cents` is what a decision on objection took off it,
    `returned_cents` what had come back by then and goes to the receiver again.
    """

    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, related_name="recovery")
    application = models.ForeignKey(GrantApplication, on_delete=models.PROTECT, related_name="recoveries")
    state = models.CharField(max_length=12, choices=RecoveryState.choices, default=RecoveryState.OPEN)
    amount_cents = EuroCentsField()
    repaid_cents = EuroCentsField(default=0)
    lowered_cents = EuroCentsField(default=0)
    returned_cents = EuroCentsField(default=0)
    lowered_reason = models.TextField(blank=True)
    due_on = models.DateField()
    steps = models.JSONField(default=list, blank=True)
    reason = models.TextField()
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="recovery")
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    written_off_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_off_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name_plural = "recoveries"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0, repaid_cents__gte=0, lowered_cents__gte=0, returned_cents__gte=0)
                & Q(repaid_cents__lte=F("amount_cents") - F("lowered_cents") + F("returned_cents"))
                & Q(lowered_cents__lte=F("amount_cents"), returned_cents__lte=F("repaid_cents")),
                name="repaid_within_recovery",
            ),
            models.CheckConstraint(
                condition=~Q(state="repaid")
                | Q(repaid_cents=F("amount_cents") - F("lowered_cents") + F("returned_cents"), ended_on__isnull=False),
                name="repaid_recovery_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="annulled")
                | Q(lowered_cents=F("amount_cents"), returned_cents=F("repaid_cents"), ended_on__isnull=False),
                name="annulled_recovery_is_nothing",
            ),
            models.CheckConstraint(
                condition=Q(lowered_cents=0) | ~Q(lowered_reason=""), name="lowered_recovery_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="written_off")
                | (~Q(written_off_reason="") & Q(written_off_by__isnull=False, ended_on__isnull=False)),
                name="written_off_recovery_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"recovery {self.application_id} {self.state}"

    @property
    def open_cents(self) -> int:
        """What is still to come back."""
        return self.asked_cents - self.kept_cents

    @property
    def asked_cents(self) -> int:
        """What is asked back now, after a decision on objection."""
        return self.amount_cents - self.lowered_cents

    @property
    def kept_cents(self) -> int:
        """What came back and stays with us."""
        return self.repaid_cents - self.returned_cents


class Repayment(models.Model):
    """Money that came back: from the receiver's bank, or set off against another payment (Awb 4:57 lid 3)."""

    class Way(models.TextChoices):
        BANK = "bank", _("Via de bank")
        SET_OFF = "set_off", _("Verrekend")

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="repayments")
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.BANK)
    amount_cents = EuroCentsField()
    received_on = models.DateField()
    set_off_against = models.CharField(max_length=40, blank=True, help_text="Case number of the other payment.")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["recovery", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="repayment_above_zero"),
            models.CheckConstraint(
                condition=~Q(way="set_off") | ~Q(set_off_against=""), name="set_off_names_other_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_cents} for {self.recovery_id}"
