"""Every kind of row leads to a page that is there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kernkracht.community.people.models import Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.news.models import NewsPost
from kernkracht.editorial.pages.models import Page, PageKind
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import Advice
from kernkracht.participation.questions.actions import draw_in
from tests.factories.applications import ApplicationFactory
from tests.factories.channels import ChannelFactory, scored
from tests.factories.gatherings import ActionPointOfGatheringFactory, EveningFactory, SignUpFactory, SlotFactory
from tests.factories.groups import GroupFactory
from tests.factories.observations import VisitNoteFactory
from tests.factories.pages import a_draft
from tests.factories.partners import PartnerFactory
from tests.factories.people import officer_with, sign_in
from tests.factories.presence import ContactMomentFactory, PresenceFactory
from tests.factories.questions import asked
from tests.factories.villages import VillageFactory

RIGHTS = (
    Permission.READ_OFFICE,
    Permission.HANDLE_QUESTION,
    Permission.MANAGE_QUESTIONS,
    Permission.VISIT_VILLAGES,
    Permission.WRITE_PAGES,
    Permission.MANAGE_CHANNELS,
    Permission.MANAGE_GATHERINGS,
)


@pytest.mark.django_db
def test_every_row_of_a_full_desk_leads_somewhere(client: Client) -> None:
    at, by, village = timezone.now(), Actor.system("test"), VillageFactory()
    me = officer_with(*RIGHTS, code=Role.Code.TEAM_MANAGER)
    hour = timedelta(hours=1)
    question = asked(at, village=village)
    draw_in(question=question, asked="Weet u dit?", colleague=me, by=by, at=at)
    draw_in(question=question, asked="En u?", partner=PartnerFactory(email="p@example.org"), by=by, at=at)
    case = ApplicationFactory(village=village, due_on=timezone.localdate(at), submitted_at=at)
    Advice.objects.create(application=case, asked_of=me, asked_by=by, question="Past dit?", asked_at=at)
    ActionPointOfGatheringFactory(owner=me, due_on=timezone.localdate(at))
    evening = EveningFactory(starts_at=at + hour, ends_at=at + 2 * hour)
    SignUpFactory(slot=SlotFactory(gathering=evening), signed_up_at=at)
    PresenceFactory(user=me, village=village, starts_at=at - 2 * hour, ends_at=at - hour)
    PresenceFactory(user=me, village=village, starts_at=at + hour, ends_at=at + 2 * hour)
    ContactMomentFactory(logged_at=at).group.villages.add(village)
    VisitNoteFactory(village=village, received_at=at)
    channel = ChannelFactory()
    scored(channel, 4, on=timezone.localdate(at) - timedelta(days=20))
    handed_over = {"handed_over_number": 1, "handed_over_by": by, "handed_over_at": at}
    news = a_draft(kind=PageKind.NEWS)
    Page.objects.filter(pk=news.pk).update(**handed_over)
    NewsPost.objects.create(page=news, group=GroupFactory(name="Dorpsbelang"))
    page = sign_in(client, me).get("/werk/vandaag/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for said in (
        question.number,
        case.number,
        "De drempel bekijken",
        "1 nieuwe aanmelding",
        "Dorpsbelang biedt nieuws aan",
        "Nog opschrijven",
        "Anderen wachten op u",
        channel.name,
        "Notitie na een bezoek",
        "Contact met een groep",
    ):
        assert said in main, said
    for address in set(re.findall(r'<a [^>]*href="(/[^"#]*)', main)):
        assert client.get(address).status_code in (200, 302), address
