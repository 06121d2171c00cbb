"""The case itself, and the states it can be in."""

from __future__ import annotations

import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import Team, User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.schemes.models import Scheme, SchemeVersion


def new_token() -> str:
    """An unguessable link of 256 bits."""
    return secrets.token_urlsafe(32)


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Concept")
    SUBMITTED = "submitted", _("Ontvangen")
    ASSESSING = "assessing", _("In behandeling")
    AWAITING_COMPLETION = "awaiting_completion", _("Wacht op aanvulling")
    PROPOSED = "proposed", _("Wacht op besluit")
    GRANTED = "granted", _("Toegekend")
    REFUSED = "refused", _("Afgewezen")
    NOT_TREATED = "not_treated", _("Buiten behandeling")
    REFERRED = "referred", _("Doorverwezen")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


OPEN_STATES = (
    ApplicationState.SUBMITTED,
    ApplicationState.ASSESSING,
    ApplicationState.AWAITING_COMPLETION,
    ApplicationState.PROPOSED,
)


ENDED_STATES = (
    ApplicationState.GRANTED,
    ApplicationState.REFUSED,
    ApplicationState.NOT_TREATED,
    ApplicationState.REFERRED,
    ApplicationState.WITHDRAWN,
)


class Theme(models.TextChoices):
    """What a plan is about; the drawings of the same names belong to the design system."""

    GREEN = "green", _("Groen en natuur")
    MEETING = "meeting", _("Ontmoeten")
    SPORT = "sport", _("Sport en spel")
    SAFETY = "safety", _("Veiligheid")
    BUILDING = "building", _("Gebouw of plein")
    CULTURE = "culture", _("Kunst, muziek en geschiedenis")
    CARE = "care", _("Zorg voor elkaar")
    WATER = "water", _("Water")
    DEFAULT = "default", _("Iets anders")


class GrantApplicationQuerySet(models.QuerySet["GrantApplication"]):
    def public(self) -> Self:
        """What anyone may see: granted money only (the register and the plans)."""
        return self.filter(state=ApplicationState.GRANTED)

    def received(self) -> Self:
        return self.exclude(state=ApplicationState.DRAFT)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)


class GrantApplication(models.Model):
    """A request for money for one plan. `budget_year` moves when a case is carried over; `received_on` never does."""

    class ApplicantKind(models.TextChoices):
        RESIDENT = "resident", _("Inwoner")
        RESIDENTS_GROUP = "residents_group", _("Groep inwoners")
        ASSOCIATION = "association", _("Vereniging")
        FOUNDATION = "foundation", _("Stichting")
        BUSINESS = "business", _("Ondernemer")
        ORGANISATION = "organisation", _("Andere organisatie")

    class Channel(models.TextChoices):
        ONLINE = "online", _("Online")
        COUNTER = "counter", _("Aan de balie")
        PHONE = "phone", _("Aan de telefoon")
        PAPER = "paper", _("Op papier")
        IMPORT = "import", _("Uit een eerder register")

    number = models.CharField(max_length=20, unique=True, null=True, blank=True)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    submission_key = models.UUIDField(unique=True, null=True, blank=True)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="applications")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="applications")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    state = models.CharField(max_length=20, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.ONLINE)
    entered_by = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Officer who typed it in."
    )
    applicant = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    visitor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Applicant without account."
    )

    title = models.CharField(max_length=150, blank=True)
    description = models.TextField(blank=True)
    public_summary = models.TextField(blank=True)
    theme = models.CharField(max_length=30, blank=True)
    activity_kind = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=60, blank=True)
    reach = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=150, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True, help_text="Further answers by field code.")
    steps_done = models.JSONField(default=list, blank=True, help_text="Steps of the form saved at least once.")

    applicant_kind = models.CharField(max_length=20, choices=ApplicantKind.choices, blank=True)
    organisation = models.CharField(max_length=150, blank=True)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_address = models.TextField(blank=True)
    iban = models.CharField(max_length=34, blank=True)
    account_holder = models.CharField(max_length=150, blank=True)
    wants_paper = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="nl", help_text="In which we write to somebody without account.")
    may_publish = models.BooleanField(default=False)

    requested_cents = EuroCentsField(null=True, blank=True)
    eligible_cents = EuroCentsField(null=True, blank=True)
    granted_cents = EuroCentsField(null=True, blank=True)
    budget_year = models.PositiveSmallIntegerField(null=True, blank=True)
    ceiling = models.ForeignKey(GrantCeiling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="Last activity; how long a draft is kept counts from it.")
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="Told that the draft will be removed.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="Stored copy of the computed decision deadline.")
    handler = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="handled_cases")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    withdrawal_reason = models.TextField(blank=True)
    refusal_ground = models.CharField(max_length=60, blank=True, help_text="Criterion kind or coded ground (Awb 4:35).")

    objects = GrantApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["state", "-decided_on", "-id"], name="application_register"),
            models.Index(fields=["village", "state", "-decided_on", "-id"], name="application_of_village"),
            models.Index(fields=["scheme", "state", "-decided_on", "-id"], name="application_of_scheme"),
            models.Index(fields=["budget_year", "state", "-decided_on", "-id"], name="application_of_year"),
            models.Index(fields=["theme", "state", "-decided_on", "-id"], name="application_of_theme"),
            models.Index(fields=["scheme", "budget_year", "state"], name="application_scheme_year"),
            models.Index(fields=["contact_email"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(
                    number__isnull=False,
                    received_on__isnull=False,
                    village__isnull=False,
                    requested_cents__isnull=False,
                    budget_year__isnull=False,
                ),
                name="received_case_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(granted_cents__gt=0, decided_on__isnull=False),
                name="granted_case_has_amount_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "not_treated", "referred"]) | Q(decided_on__isnull=False),
                name="ended_case_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state="granted") | Q(granted_cents__isnull=True), name="only_granted_cases_have_money"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or 'draft'} {self.title}"
