from datetime import date

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.partners.models import (
    AgendaPoint,
    OutlookItem,
    Partner,
    PartnerAgreement,
    PartnerKind,
    PartnerMeeting,
    Provision,
)

from .villages import VillageFactory


class PartnerKindFactory(DjangoModelFactory[PartnerKind]):
    class Meta:
        model = PartnerKind

    label = factory.Sequence(lambda n: f"Soort {n}")


class PartnerFactory(DjangoModelFactory[Partner]):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"Partner {n}")
    slug = factory.Sequence(lambda n: f"partner-{n}")
    kind = factory.SubFactory(PartnerKindFactory)


class HealthBrokerFactory(PartnerFactory):
    kind = factory.SubFactory(PartnerKindFactory, part=PartnerKind.Part.HEALTH_BROKER)


class PartnerMeetingFactory(DjangoModelFactory[PartnerMeeting]):
    class Meta:
        model = PartnerMeeting

    title = factory.Sequence(lambda n: f"Overleg {n}")
    held_on = date(2026, 3, 9)


class AgendaPointFactory(DjangoModelFactory[AgendaPoint]):
    class Meta:
        model = AgendaPoint

    meeting = factory.SubFactory(PartnerMeetingFactory)
    village = factory.SubFactory(VillageFactory)
    domain = AgendaPoint.Domain.PHYSICAL
    subject = factory.Sequence(lambda n: f"Onderwerp {n}")


class OutlookItemFactory(DjangoModelFactory[OutlookItem]):
    class Meta:
        model = OutlookItem

    partner = factory.SubFactory(PartnerFactory)
    title = factory.Sequence(lambda n: f"Verwachting {n}")
    starts_on = date(2026, 3, 1)


class PartnerAgreementFactory(DjangoModelFactory[PartnerAgreement]):
    class Meta:
        model = PartnerAgreement

    partner = factory.SubFactory(PartnerFactory)
    title = "Meer in de dorpen"
    goal = "Elke maand in elk dorp."
    valid_from = date(2026, 1, 1)


class ProvisionFactory(DjangoModelFactory[Provision]):
    class Meta:
        model = Provision

    village = factory.SubFactory(VillageFactory)
    name = factory.Sequence(lambda n: f"Voorziening {n}")
