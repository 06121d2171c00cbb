"""Earlier requests that may be about the same activity, street or applicant. It informs; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from ..mailboxes import mailbox
from ..models import GrantApplication
from .similarity import similarity

SAME_ACTIVITY = 0.5
"""From this similarity of titles on, two plans are shown as perhaps the same. “Buurtbarbecue Dorpsstraat” and
“Barbecue in de Dorpsstraat” score 0.62; “Kerstmarkt” and “Kerstconcert” in one village stay just below."""
TITLES_COMPARED = 500
SHOWN = 12


class Link(StrEnum):
    """In what way an earlier request is related."""

    APPLICANT = "applicant"
    ORGANISATION = "organisation"
    ACCOUNT = "account"
    STREET = "street"
    ACTIVITY = "activity"


@dataclass(frozen=True)
class RelatedCase:
    """An earlier request with the reasons why it is shown."""

    application: GrantApplication
    links: tuple[Link, ...]


def related_cases(application: GrantApplication) -> list[RelatedCase]:
    """Earlier received requests of the same applicant, organisation, account or street, or with a like title.

    Newest first, at most twelve; two queries whatever their number.
    """
    others = GrantApplication.objects.received().exclude(pk=application.pk).select_related("scheme", "village")
    found = {case.pk: case for case in others.filter(_same(application)).order_by("-received_on", "-pk")[:SHOWN]}
    for case in _like_titles(application, others):
        found.setdefault(case.pk, case)
    related = [RelatedCase(case, _links(application, case)) for case in found.values()]
    newest_first = sorted(related, key=lambda r: (r.application.received_on, r.application.pk), reverse=True)
    return [r for r in newest_first if r.links][:SHOWN]


def _same(application: GrantApplication) -> Q:
    same = Q(pk__in=[])
    if application.applicant_id:
        same |= Q(applicant=application.applicant_id)
    if application.contact_email:
        same |= Q(contact_email__iexact=application.contact_email)
    if application.organisation:
        same |= Q(organisation__iexact=application.organisation)
    if application.iban:
        same |= Q(iban=application.iban)
    if application.street and application.village_id:
        same |= Q(village=application.village_id, street__iexact=application.street)
    return same


def _like_titles(application: GrantApplication, others: QuerySet[GrantApplication]) -> list[GrantApplication]:
    newest = others.filter(village=application.village_id).order_by("-received_on", "-pk")
    pairs = newest.values_list("pk", "title")[:TITLES_COMPARED]
    alike = [pk for pk, title in pairs if similarity(application.title, title) >= SAME_ACTIVITY]
    return list(others.filter(pk__in=alike[:SHOWN])) if alike else []


def _links(application: GrantApplication, case: GrantApplication) -> tuple[Link, ...]:
    links = []
    same_person = application.applicant_id is not None and case.applicant_id == application.applicant_id
    same_mail = bool(application.contact_email) and mailbox(case.contact_email) == mailbox(application.contact_email)
    if same_person or same_mail:
        links.append(Link.APPLICANT)
    if application.organisation and case.organisation.casefold() == application.organisation.casefold():
        links.append(Link.ORGANISATION)
    if application.iban and case.iban == application.iban:
        links.append(Link.ACCOUNT)
    here = case.village_id == application.village_id
    if here and application.street and case.street.casefold() == application.street.casefold():
        links.append(Link.STREET)
    if here and similarity(application.title, case.title) >= SAME_ACTIVITY:
        links.append(Link.ACTIVITY)
    return tuple(links)
