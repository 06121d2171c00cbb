"""The demo's groups: what public sources say of Buren's, and some invented ones with people, money and a covenant."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor

from .actions import (
    ContactFacts,
    CovenantFacts,
    DutyFacts,
    EvidenceFacts,
    GroupFacts,
    VersionFacts,
    add_contact,
    add_covenant,
    add_duty,
    add_version,
    change_page,
    confirm_account,
    import_groups,
    keep_duty,
    load_kinds,
    propose_account,
    propose_group,
    publish_feedback,
    write_feedback,
)
from .models import Covenant, CovenantDuty, CovenantVersion, Group, GroupKind
from .queries import rhythm_of

EARLIER = (
    "bewonersvereniging-kerk-avezaath",
    "vereniging-dorpsbelang-maurik",
    "belangenvereniging-lingemeer",
    "stichting-dorpsraad-ravenswaaij",
    "bv-buren",
)
"""Five associations that had a covenant before 2021; the sources give no date, so these covenants do not run."""
EXAMPLE_ACCOUNTS = {
    "dorpsvereniging-lienden-voorbeeld": ("NL91 ABNA 0417 1643 00", "Dorpsvereniging Lienden"),
    "signaleringsgroep-lienden-voorbeeld": ("NL20 INGB 0001 2345 67", "Signaleringsgroep Lienden"),
    "beheer-whatsapp-groepen": ("NL02 ABNA 0123 4567 89", "G. Voorbeeld"),
}


def load(at: datetime) -> None:
    """Put kinds, groups, covenants and what waits in an empty database."""
    load_kinds(settings.BASE_DIR / "seed" / "group_kinds.yaml")
    by = Actor.system("demo")
    file = settings.DEMO_SEED_DIR / "groups.yaml"
    import_groups(content=file.read_bytes(), source=file.name, is_yaml=True, by=by, at=at)
    _people(by, at)
    _earlier_covenants(by, at)
    _running_covenants(by, at)
    _waiting(at)


def _group(slug: str) -> Group:
    return Group.objects.get(slug=slug)


def _user(email: str) -> User:
    return User.objects.get(email=email)


def _people(by: Actor, at: datetime) -> None:
    _speaker("dorpsvereniging-lienden-voorbeeld", "vereniging@example.org", "voorzitter", by, at)
    _speaker("signaleringsgroep-lienden-voorbeeld", "signalering@example.org", "contactpersoon", by, at)
    _speaker("beheer-whatsapp-groepen", "whatsapp@example.org", "beheerder en coördinator", by, at)
    for slug, (iban, holder) in EXAMPLE_ACCOUNTS.items():
        change = propose_account(group=_group(slug), iban=iban, account_holder=holder, by=by, at=at)
        confirm_account(change=change, by=_user("beheer@example.org").actor, at=at)


def _speaker(slug: str, email: str, function: str, by: Actor, at: datetime) -> None:
    user = _user(email)
    facts = ContactFacts(
        name=user.name,
        function=function,
        email=user.email,
        phone=user.phone,
        is_name_public=True,
        is_email_public=True,
        speaks_for_group=True,
        valid_from=localdate(at) - timedelta(days=700),
    )
    add_contact(group=_group(slug), facts=facts, by=by, at=at)


def _covenant(title: str, groups: list[Group], source: str, by: Actor, at: datetime) -> Covenant:
    facts = CovenantFacts(title=title, groups=groups, source=source)
    return add_covenant(facts=facts, by=by, at=at)


def _earlier_covenants(by: Actor, at: datetime) -> None:
    """What the sources say and no more: five without a date, and one of December 2021 without names (C11)."""
    for slug in EARLIER:
        group = _group(slug)
        source = "Uitvoeringsplan Kerngericht Werken 2021; de datum staat er niet bij"
        covenant = _covenant(f"Convenant {group.name}", [group], source, by, at)
        add_version(covenant=covenant, facts=VersionFacts(), by=by, at=at)
    source = "Raadsinformatiebrief Kerngericht werken 2023; de namen van de zes verenigingen staan er niet bij"
    covenant = _covenant("Convenanten met zes verenigingen, december 2021", [], source, by, at)
    add_version(covenant=covenant, facts=VersionFacts(signed_on=date(2021, 12, 2)), by=by, at=at)


def _running_covenants(by: Actor, at: datetime) -> None:
    """Two invented ones: with something late, something done and something to come."""
    start = _months_before(localdate(at), 13)
    facts = VersionFacts(
        signed_on=start,
        valid_from=start,
        text="De vereniging en de gemeente werken samen aan een leefbaar dorp. Zij houden elkaar op de hoogte.",
        is_public=True,
    )
    for slug in ("dorpsvereniging-lienden-voorbeeld", "dorpsvereniging-ingen-voorbeeld"):
        group = _group(slug)
        covenant = _covenant(f"Convenant {group.name}", [group], "Verzonnen voor de demo", by, at)
        version = add_version(covenant=covenant, facts=facts, by=by, at=at)
        _duties(version, group, start, by, at)


def _months_before(day: date, months: int) -> date:
    """The first of the month, so many months ago."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)


def _duties(version: CovenantVersion, group: Group, start: date, by: Actor, at: datetime) -> None:
    kind = CovenantDuty.Kind
    meeting = DutyFacts(kind.MEETING, "De kernwethouder praat met het bestuur van de vereniging.", None, 6, start)
    task = DutyFacts(kind.TASK, "De kernregisseur is het vaste aanspreekpunt en zoekt de juiste collega.")
    news = DutyFacts(kind.INFORMATION, "De vereniging mailt wat er in het dorp speelt.", group, 3, start)
    done = "Wij spraken over de speeltuin en over het verkeer bij de school."
    _keep(add_duty(version=version, facts=meeting, by=by, at=at), 1, done, by, at)
    add_duty(version=version, facts=task, by=by, at=at)
    _keep(add_duty(version=version, facts=news, by=by, at=at), 4, "Mail gekregen en beantwoord.", by, at)


def _keep(duty: CovenantDuty, times: int, note: str, by: Actor, at: datetime) -> None:
    rhythm = rhythm_of(duty)
    if rhythm is None:
        return
    for number in range(1, times + 1):
        due_on = rhythm.date_number(number)
        facts = EvidenceFacts(due_on=due_on, done_on=due_on - timedelta(days=6), note=note)
        keep_duty(duty=duty, facts=facts, by=by, at=at)


def _waiting(at: datetime) -> None:
    """What an officer finds to look at: a text, a monthly message and a new group."""
    change_page(
        group=_group("dorpsvereniging-lienden-voorbeeld"),
        texts={
            "joining": "Kom naar onze open avond, elke eerste donderdag van de maand om 19.30 uur in het dorpshuis."
        },
        by=_user("vereniging@example.org").actor,
        at=at,
    )
    coordinator: dict[str, Any] = {
        "group": _group("beheer-whatsapp-groepen"),
        "by": _user("whatsapp@example.org").actor,
    }
    today = localdate(at)
    row = write_feedback(
        month=_months_before(today, 2),
        text="Er waren vier meldingen. Twee keer bleek er niets aan de hand. Twee keer kwam de politie kijken.",
        at=at,
        **coordinator,
    )
    publish_feedback(feedback=row, by=_user("kernregisseur2@example.org").actor, at=at)
    text = "Er waren drie meldingen. Alle drie zijn aan de politie doorgegeven."
    write_feedback(month=_months_before(today, 1), text=text, at=at, **coordinator)
    kind = GroupKind.objects.get(code="music-society")
    villages = list(_group("dorpshuis-ommeren-voorbeeld").villages.all())
    facts = GroupFacts(
        name="Fanfare Ommeren (voorbeeld)", kind=kind, villages=villages, purpose="Wij maken samen muziek op straat."
    )
    propose_group(facts=facts, function="secretaris", user=_user("inwoner@example.org"), at=at)
