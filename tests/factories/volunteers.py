from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.volunteers.models import (
    HelpWanted,
    InfoPage,
    InfoPageVersion,
    JuryMember,
    KnowledgeEntry,
    Nomination,
    PrizeRound,
    SupportPoint,
    VolunteerOffer,
)
from kernkracht.foundation.audit.models import Actor

from .villages import VillageFactory

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


class VisitorFactory(DjangoModelFactory[Actor]):
    class Meta:
        model = Actor

    kind = Actor.Kind.VISITOR


class SupportPointFactory(DjangoModelFactory[SupportPoint]):
    class Meta:
        model = SupportPoint

    name = "Steunpunt Voorbeeld"
    email = "steunpunt@example.org"


class HelpWantedFactory(DjangoModelFactory[HelpWanted]):
    class Meta:
        model = HelpWanted

    title = factory.Sequence(lambda n: f"Hulp {n}")
    village = factory.SubFactory(VillageFactory)
    organisation = "Dorpshuis"
    state = HelpWanted.State.OPEN
    opened_at = MOMENT


class VolunteerOfferFactory(DjangoModelFactory[VolunteerOffer]):
    """Confirmed, unless the state says otherwise."""

    class Meta:
        model = VolunteerOffer

    name = "Robin Voorbeeld"
    email = factory.Sequence(lambda n: f"helper{n}@example.org")
    visitor = factory.SubFactory(VisitorFactory)
    state = VolunteerOffer.State.NEW
    consented_at = MOMENT
    confirmed_at = MOMENT


class KnowledgeEntryFactory(DjangoModelFactory[KnowledgeEntry]):
    class Meta:
        model = KnowledgeEntry

    name = "Robin Voorbeeld"
    email = factory.Sequence(lambda n: f"kenner{n}@example.org")
    village = factory.SubFactory(VillageFactory)
    text = "Ik weet veel van bomen."
    visitor = factory.SubFactory(VisitorFactory)
    consented_at = MOMENT
    confirmed_at = MOMENT
    renewed_at = MOMENT


class PrizeRoundFactory(DjangoModelFactory[PrizeRound]):
    class Meta:
        model = PrizeRound

    title = factory.Sequence(lambda n: f"Prijs {n}")
    year = 2026
    opens_on = date(2026, 1, 1)
    closes_on = date(2099, 12, 31)
    state = PrizeRound.State.OPEN


class JuryMemberFactory(DjangoModelFactory[JuryMember]):
    class Meta:
        model = JuryMember

    round = factory.SubFactory(PrizeRoundFactory)
    name = "Kim Voorbeeld"
    email = factory.Sequence(lambda n: f"jury{n}@example.org")
    visitor = factory.SubFactory(VisitorFactory)


class NominationFactory(DjangoModelFactory[Nomination]):
    class Meta:
        model = Nomination

    round = factory.SubFactory(PrizeRoundFactory)
    nominee_name = factory.Sequence(lambda n: f"Vrijwilliger {n}")
    nominee_email = factory.Sequence(lambda n: f"vrijwilliger{n}@example.org")
    reason = "Staat elke week klaar."
    nominator_name = "Sam Voorbeeld"
    nominator_email = factory.Sequence(lambda n: f"voordrager{n}@example.org")
    visitor = factory.SubFactory(VisitorFactory)
    state = Nomination.State.AGREED
    made_at = MOMENT
    agreed_at = MOMENT


class InfoPageVersionFactory(DjangoModelFactory[InfoPageVersion]):
    class Meta:
        model = InfoPageVersion

    page = factory.LazyFunction(lambda: InfoPage.objects.get_or_create(code=InfoPage.Code.INSURANCE)[0])
    number = 1
    title = "Verzekering"
    body = "U bent verzekerd."
    changed_at = MOMENT
    changed_by = factory.SubFactory(VisitorFactory)
