"""The case: from a first thought to a letter that was sent."""

from __future__ import annotations

import secrets
from typing import Self

from django.db import models
from django.db.models import Q

from kernkracht.community.people.models import Assignment, Team, User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter, StoredDocument
from kernkracht.foundation.money import EuroCentsField
from kernkracht.foundation.periods import valid_period_constraint
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.schemes.models import Scheme, SchemeVersion

from .granted_totals import GrantedTotal as GrantedTotal  # registers the table of counted cases


def new_token() -> str:
    """An unguessable link of 256 bits."""
    return secrets.token_urlsafe(32)


class ApplicationState(models.TextChoices):
    DRAFT = "draft", "Concept"
    SUBMITTED = "submitted", "Ontvangen"
    ASSESSING = "assessing", "In behandeling"
    AWAITING_COMPLETION = "awaiting_completion", "Wacht op aanvulling"
    PROPOSED = "proposed", "Wacht op besluit"
    GRANTED = "granted", "Toegekend"
    REFUSED = "refused", "Afgewezen"
    NOT_TREATED = "not_treated", "Buiten behandeling"
    REFERRED = "referred", "Doorverwezen"
    WITHDRAWN = "withdrawn", "Ingetrokken"


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
        RESIDENT = "resident", "Inwoner"
        RESIDENTS_GROUP = "residents_group", "Groep inwoners"
        ASSOCIATION = "association", "Vereniging"
        FOUNDATION = "foundation", "Stichting"
        BUSINESS = "business", "Ondernemer"
        ORGANISATION = "organisation", "Andere organisatie"

    class Channel(models.TextChoices):
        ONLINE = "online", "Online"
        COUNTER = "counter", "Aan de balie"
        PHONE = "phone", "Aan de telefoon"
        PAPER = "paper", "Op papier"
        IMPORT = "import", "Uit een eerder register"

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
            models.Index(fields=["village", "state", "-decided_on"], name="application_village"),
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


class BudgetLine(models.Model):
    """One line of what the plan costs."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="budget_lines")
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=150)
    cost_kind = models.CharField(max_length=60)
    amount_cents = EuroCentsField()

    class Meta:
        ordering = ["application", "position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gte=0), name="budget_line_not_negative")]

    def __str__(self) -> str:
        return self.description


class IncomeLine(models.Model):
    """Other money or effort for the same plan: own share, other grants, entrance fees, hours."""

    class Kind(models.TextChoices):
        OWN = "own", "Eigen geld"
        PUBLIC = "public", "Andere subsidie"
        OTHER = "other", "Andere inkomsten"

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="income_lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    description = models.CharField(max_length=150, blank=True)
    amount_cents = EuroCentsField()

    class Meta:
        ordering = ["application", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gte=0), name="income_line_not_negative")]

    def __str__(self) -> str:
        return self.description


class Attachment(models.Model):
    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="attachments")
    document = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, related_name="attachment")
    document_kind = models.CharField(max_length=60, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "pk"]

    def __str__(self) -> str:
        return str(self.document)


class Companion(models.Model):
    """A co-applicant or supporter, who confirms by a mailed link."""

    class Kind(models.TextChoices):
        CO_APPLICANT = "co_applicant", "Mede-aanvrager"
        SUPPORTER = "supporter", "Steunt het plan"

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="companions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    address = models.CharField(max_length=200, blank=True, help_text="Postcode and number: tells households apart.")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    invited_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "kind", "email"], name="companion_once_per_application")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}"


class Suspension(models.Model):
    """A stretch in which the decision term stands still (Awb 4:15). Counts from the day after `invited_on`."""

    class Ground(models.TextChoices):
        COMPLETION = "completion", "Aanvulling gevraagd (Awb 4:15 lid 1 onder a)"
        CONSENT = "consent", "Uitstel met instemming (Awb 4:15 lid 2 onder a)"
        APPLICANT_DELAY = "applicant_delay", "Vertraging door aanvrager (Awb 4:15 lid 2 onder b)"
        FORCE_MAJEURE = "force_majeure", "Overmacht (Awb 4:15 lid 2 onder c)"

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="suspensions")
    ground = models.CharField(max_length=20, choices=Ground.choices)
    invited_on = models.DateField()
    until_on = models.DateField(help_text="Last day of the repair term; no term named, no suspension (RvS 2016:2527).")
    ended_on = models.DateField(null=True, blank=True, help_text="Day the completion came in.")

    class Meta:
        ordering = ["application", "invited_on"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=models.F("invited_on")), name="repair_term_after_request")
        ]

    def __str__(self) -> str:
        return f"{self.ground} from {self.invited_on}"


class CompletionRequest(models.Model):
    """What the applicant is asked to add, by when (Awb 4:5), and the answer."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="completion_requests")
    suspension = models.OneToOneField(Suspension, on_delete=models.PROTECT, related_name="completion_request")
    question = models.TextField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "asked_at"]

    def __str__(self) -> str:
        return f"completion of {self.application_id}"


class Assessment(models.Model):
    """What the rules said, and what the assessor judged, at one moment: version, facts and findings kept together."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="assessments")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    findings = models.JSONField()
    eligible_cents = EuroCentsField()
    payable_cents = EuroCentsField()
    bound_by = models.CharField(max_length=60, blank=True)
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "made_at", "pk"]

    def __str__(self) -> str:
        return f"assessment of {self.application_id}"


class Judgement(models.Model):
    """The assessor's tick on one criterion, with the reason. The newest row per criterion counts."""

    class Verdict(models.TextChoices):
        MET = "met", "Voldoet"
        NOT_MET = "not_met", "Voldoet niet"

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="judgements")
    criterion = models.CharField(max_length=60)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.TextField()
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "criterion", "at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="judgement_has_reason")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.verdict}"


class Outcome(models.TextChoices):
    GRANT = "grant", "Toekennen"
    REFUSE = "refuse", "Afwijzen"
    CARRY_OVER = "carry_over", "Doorschuiven naar volgend jaar"
    REFER = "refer", "Doorverwijzen"
    NOT_TREAT = "not_treat", "Buiten behandeling laten (Awb 4:5)"


class DecisionProposal(models.Model):
    """What the assessor proposes to the decision-maker."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="proposals")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    amount_cents = EuroCentsField(null=True, blank=True)
    refusal_ground = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    obligations = models.TextField(blank=True)
    carry_out_by = models.DateField(
        null=True, blank=True, help_text="Last day to carry the plan out; without it no revocation (RvS 2021:2172)."
    )
    refer_to = models.CharField(max_length=200, blank=True)
    refer_url = models.URLField(blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["application", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.outcome} for {self.application_id}"


class GrantDecision(models.Model):
    """Beschikking. One per decision moment; the letter as sent belongs to it."""

    application = models.ForeignKey(GrantApplication, on_delete=models.PROTECT, related_name="decisions")
    proposal = models.ForeignKey(DecisionProposal, on_delete=models.PROTECT, null=True, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    amount_cents = EuroCentsField(null=True, blank=True)
    refusal_ground = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    obligations = models.TextField(blank=True)
    carry_out_by = models.DateField(null=True, blank=True)
    budget_year = models.PositiveSmallIntegerField()
    carried_to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    refer_to = models.CharField(max_length=200, blank=True)
    refer_url = models.URLField(blank=True)
    ceiling_snapshot = models.JSONField(default=dict, blank=True, help_text="Totals of the ceilings at decision time.")
    mandate = models.ForeignKey("Mandate", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    declared_no_interest = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_on = models.DateField()
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")

    class Meta:
        ordering = ["application", "decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal"], name="one_decision_per_proposal"),
            models.CheckConstraint(condition=~Q(outcome="grant") | Q(amount_cents__gt=0), name="award_has_amount"),
            models.CheckConstraint(
                condition=~Q(outcome="refuse") | ~Q(refusal_ground=""), name="refusal_has_coded_ground"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="carry_over") | Q(carried_to_year__isnull=False), name="carry_over_names_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.application_id}"


class Mandate(models.Model):
    """The right to decide in the executive's name (Awb ch. 10): up to an amount, for named schemes, for a period."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="mandates")
    schemes = models.ManyToManyField(Scheme, related_name="mandates")
    max_amount_cents = EuroCentsField(null=True, blank=True, help_text="Empty: no limit.")
    reference = models.CharField(max_length=150, help_text="Mandate decision.")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["assignment", "valid_from"]
        constraints = [valid_period_constraint("mandate_period_in_order")]

    def __str__(self) -> str:
        return self.reference


class Advice(models.Model):
    """A colleague's advice on a case (R46, R118)."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="advices")
    asked_of = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "asked_at"]

    def __str__(self) -> str:
        return f"advice on {self.application_id}"


class Talk(models.Model):
    """A conversation about the plan (mandatory in some schemes): when, how, what was agreed."""

    application = models.ForeignKey(GrantApplication, on_delete=models.CASCADE, related_name="talks")
    held_on = models.DateField()
    how = models.CharField(max_length=60, blank=True)
    summary = models.TextField()
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "held_on", "pk"]

    def __str__(self) -> str:
        return f"talk about {self.application_id}"


class NumberSequence(models.Model):
    """The last case number given out in a year, under lock."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
