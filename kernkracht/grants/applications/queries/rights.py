"""Fetches what the predicates of permissions.py look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from kernkracht.community.groups.queries import groups_of
from kernkracht.community.people.models import Membership, User
from kernkracht.community.people.queries import duties_of
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from ..facts import household_key
from ..models import GrantApplication, InterestDeclaration, Mandate, OfficerHousehold
from ..permissions import Bar, DecisionRight, MandateScope, Officer, Parties, decision_right, interests
from ..rules import decider_of


def officer_for(actor: Actor, on: date) -> Officer:
    """The officer behind an actor, with the recorded ties of that day."""
    user = User.objects.filter(actor=actor).first()
    if user is None:
        return Officer(actor.pk)
    ties = Membership.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), user=user, valid_from__lte=on
    ).values_list("organisation", flat=True)
    home = OfficerHousehold.objects.filter(user=user).first()
    household = household_key(home.address) if home else ""
    groups = [group.name for group in groups_of(user, on)]
    return Officer(actor.pk, user.email, user.phone, frozenset([*ties, *groups]), household)


def parties_of(application: GrantApplication) -> Parties:
    """Everybody on the resident's side, and every officer who had a hand in the case so far.

    Judging a criterion, asking for completion, handling and proposing count as assessing; advice does not, since the
    adviser is asked by name and the answer stands in the file.
    """
    applicant = application.applicant
    hands = {judgement.by_id for judgement in application.judgements.all()}
    hands |= {request.asked_by_id for request in application.completion_requests.all()}
    if application.handler is not None:
        hands.add(application.handler.actor_id)
    return Parties(
        applicant_actor_id=applicant.actor_id if applicant else None,
        applicant_email=application.contact_email or (applicant.email if applicant else ""),
        applicant_phone=application.contact_phone or (applicant.phone if applicant else ""),
        companion_emails=frozenset(companion.email for companion in application.companions.all()),
        organisation=application.organisation,
        entered_by=application.entered_by_id,
        assessed_by=frozenset(hands),
        proposed_by=frozenset(proposal.by_id for proposal in application.proposals.all()),
        households=_households_of(application),
        declared_interest=declared_interest_in(application),
    )


def _households_of(application: GrantApplication) -> frozenset[str]:
    """An organisation's address is no household."""
    own = "" if application.organisation else application.contact_address
    addresses = [own, *(companion.address for companion in application.companions.all())]
    return frozenset(household_key(address) for address in addresses if address.strip())


def declared_interest_in(application: GrantApplication) -> frozenset[int]:
    """Actors who declared an interest in this case and did not take that back: the newest declaration counts."""
    newest = {row.officer.actor_id: row.has_interest for row in _declarations(application)}
    return frozenset(officer for officer, has_interest in newest.items() if has_interest)


def _declarations(application: GrantApplication) -> Iterable[InterestDeclaration]:
    prefetched = getattr(application, "_prefetched_objects_cache", {})
    rows = application.interest_declarations
    return rows.all() if "interest_declarations" in prefetched else rows.select_related("officer")


def declarations_in(application: GrantApplication) -> QuerySet[InterestDeclaration]:
    """Every declaration about a case, oldest first, with who made it."""
    return application.interest_declarations.select_related("officer").order_by("at", "pk")


def mandates_of(actor: Actor, on: date) -> tuple[MandateScope, ...]:
    """The mandates a person may use on a day: of posts that are held, or stood in for, on that day."""
    user = User.objects.filter(actor=actor).first()
    if user is None:
        return ()
    mandates = (
        Mandate.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
        .filter(assignment__in=duties_of(user, on))
        .select_related("assignment")
        .prefetch_related("schemes", "assignment__villages")
    )
    return tuple(
        MandateScope(
            pk=mandate.pk,
            reference=mandate.reference,
            scheme_ids=frozenset(scheme.pk for scheme in mandate.schemes.all()),
            village_ids=None
            if mandate.assignment.all_villages
            else frozenset(village.pk for village in mandate.assignment.villages.all()),
            max_amount_cents=mandate.max_amount_cents,
            valid_from=mandate.valid_from,
            valid_until=mandate.valid_until,
            decides_for=frozenset(mandate.decides_for),
        )
        for mandate in mandates
    )


def interests_of(actor: Actor, application: GrantApplication, on: date) -> tuple[Bar, ...]:
    """Recorded ties of this person with this case; empty when there are none."""
    return interests(officer_for(actor, on), parties_of(application))


def decision_right_of(actor: Actor, application: GrantApplication, *, amount_cents: int, on: date) -> DecisionRight:
    """Whether this person may decide this case for this amount on a day, and if not, why not."""
    return decision_right(
        officer_for(actor, on),
        parties_of(application),
        mandates_of(actor, on),
        scheme_id=application.scheme_id,
        village_id=application.village_id,
        amount_cents=amount_cents,
        on=on,
        decider=named_decider(application),
    )


def named_decider(application: GrantApplication) -> str:
    """Whom the rules name to decide this case; "" when they name nobody, so that any mandate is enough."""
    decider = decider_of(application)
    return decider.role if decider.is_stated else ""


def permissions_in(user: User, village: Village | None, on: date) -> frozenset[str]:
    """Every permission somebody holds for one village on a day, in one query."""
    duties = duties_of(user, on)
    if village is not None:
        duties = duties.filter(Q(all_villages=True) | Q(villages=village))
    codes = duties.order_by().values_list("role__role_permissions__permission", flat=True)
    return frozenset(code for code in codes if code)
