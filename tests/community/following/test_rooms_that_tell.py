"""Each room tells what anybody may read, and nothing else: one test of success and one of leaking per source."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from kernkracht.community.following.actions import (
    choice_of,
    choose_office_digest,
    send_digests,
    send_office_digests,
)
from kernkracht.community.following.models import NewsItem, OfficeDigest, Rhythm
from kernkracht.community.following.queries import told_in_villages
from kernkracht.community.gatherings import actions as gatherings
from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.actions import PageFacts, publish
from kernkracht.editorial.pages.models import Audience
from kernkracht.editorial.stories.actions import StoryFacts, save_story
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import telling as applications
from kernkracht.grants.applications.models import ApplicationState, GrantDecision, Outcome
from kernkracht.grants.settlements.actions import publish_story
from kernkracht.grants.settlements.models import Story
from kernkracht.participation.questions import actions as questions
from tests.factories.applications import ApplicationFactory
from tests.factories.following import MORNING, follows, village_thing
from tests.factories.gatherings import GatheringKindFactory
from tests.factories.news import some_news
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with
from tests.factories.questions import asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def zoelen() -> Village:
    return VillageFactory(name="Zoelen", slug="zoelen")


def heard(village: Village, at: Any = MORNING) -> str:
    """Everything that a follower of the village is mailed; "" for no mail at all."""
    follows(village_thing(village), Rhythm.AT_ONCE)
    send_digests(lambda: at)
    rows = OutboxMessage.objects.filter(kind="news_digest").order_by("pk")
    return "".join(row.subject + row.body_text + row.body_html for row in rows)


def who() -> dict[str, Any]:
    return {"by": Actor.system("test"), "at": MORNING - HOUR}


def test_news_of_a_village_and_of_all(zoelen: Village) -> None:
    some_news("Van hier", at=MORNING - HOUR, villages=(zoelen,))
    some_news("Van allen", at=MORNING - HOUR)
    some_news("Van elders", at=MORNING - HOUR, villages=(VillageFactory(),))
    some_news("Klad", at=MORNING - HOUR, villages=(zoelen,), is_out=False)
    text = heard(zoelen)
    assert "Van hier" in text
    assert "Van allen" in text
    assert "Van elders" not in text
    assert "Klad" not in text


def test_a_planned_gathering_and_a_closed_one(zoelen: Village) -> None:
    soon = {"starts_at": MORNING + 5 * DAY, "ends_at": MORNING + 5 * DAY + HOUR, "place": "Dorpshuis"}
    kind = GatheringKindFactory(code="information_evening", name="Avond", is_public=True)
    secret = GatheringKindFactory(code="hearing")
    with transaction.atomic():
        gatherings.plan_gathering(kind=kind.code, title="Avond over de dijk", villages=[zoelen], **soon, **who())
        gatherings.plan_gathering(kind=secret.code, title="Bezwaar van Jan", villages=[zoelen], **soon, **who())
    text = heard(zoelen)
    assert "Avond over de dijk" in text
    assert "Dorpshuis" in text
    assert "Bezwaar van Jan" not in text
    assert NewsItem.objects.count() == 1, "not even kept"


def answered(village: Village, **changes: Any) -> Any:
    question = asked(MORNING - DAY, village=village, may_publish=True, **changes)
    facts = questions.AnswerFacts(text="Wij maaien in mei.")
    questions.answer_in_content(question=question, facts=facts, **who())
    question.refresh_from_db()
    return question


def test_a_public_answer_by_village_and_theme_and_an_answer_to_one_person(zoelen: Village) -> None:
    theme = ThemeFactory(code="groen", label="Groen")
    public = answered(zoelen, theme=theme, text="Wie maait de berm?")
    answered(zoelen, text="Wanneer komt mijn geheime vergunning?", email="x@example.org")
    texts = {"question_text": "Wie maait de berm?", "answer_text": "Wij maaien in mei."}
    questions.publish_answer(question=public, **texts, **who())
    questions.publish_answer(question=public, **texts | {"answer_text": "In juni."}, **who())
    follows(("theme", "groen"))
    text = heard(zoelen)
    assert "Wie maait de berm?" in text
    assert "In juni." in text
    assert "geheime" not in text
    assert "Robin" not in text
    assert OutboxMessage.objects.filter(kind="news_digest").count() == 2


def test_an_answer_that_was_taken_off_again(zoelen: Village) -> None:
    public = answered(zoelen)
    questions.publish_answer(question=public, question_text="Wie maait?", answer_text="Wij.", **who())
    questions.unpublish_answer(question=public, **who())
    assert heard(zoelen) == ""


def test_a_poll_while_it_takes_votes(zoelen: Village) -> None:
    facts = questions.PollFacts(zoelen, "Wilt u een bankje?", ("Ja", "Nee"), MORNING.date() + 5 * DAY)
    poll = questions.open_poll(facts=facts, **who())
    stopped = questions.open_poll(
        facts=questions.PollFacts(zoelen, "Al gestopt?", ("Ja", "Nee"), MORNING.date() + 5 * DAY), **who()
    )
    questions.stop_poll(poll=stopped, **who())
    text = heard(zoelen)
    assert "Wilt u een bankje?" in text
    assert f"/peiling/{poll.pk}/" in text
    assert "Al gestopt?" not in text


@pytest.mark.parametrize("audience", Audience.values)
def test_a_story_of_the_editors_for_everybody_or_for_colleagues(zoelen: Village, audience: str) -> None:
    names = {"coordinator": UserFactory(is_staff=True), "officer": UserFactory(is_staff=True)}
    facts = StoryFacts(
        PageFacts("Het hart van het dorp", "Zo ging het."), (zoelen,), **names, shows_people=False, audience=audience
    )
    story = save_story(facts=facts, **who())
    publish(page=story.page, number=1, **who())
    assert ("Het hart van het dorp" in heard(zoelen)) is (audience == Audience.PUBLIC)


def granted(village: Village) -> Any:
    return ApplicationFactory(
        village=village,
        title="Pluktuin",
        state=ApplicationState.GRANTED,
        granted_cents=75_000,
        decided_on=MORNING.date(),
    )


def decided(case: Any, outcome: str) -> None:
    with transaction.atomic():
        decision = GrantDecision(application=case, outcome=outcome)
        applications.tell_of_award(decision, Actor.system("test"), MORNING - HOUR)


def test_a_plan_that_got_money_by_its_public_facts_after_the_applicant_knows(zoelen: Village) -> None:
    case = granted(zoelen)
    refused = ApplicationFactory(village=zoelen, title="Afgewezen plan")
    decided(case, Outcome.GRANT)
    decided(refused, Outcome.REFUSE)
    assert heard(zoelen) == "", "the letter goes first"
    text = heard(zoelen, MORNING + 3 * DAY)
    assert "Pluktuin" in text
    assert "€\xa0750" in text
    assert case.contact_name not in text
    assert "Afgewezen plan" not in text


def test_a_plan_that_is_not_public_any_more(zoelen: Village) -> None:
    case = ApplicationFactory(village=zoelen, title="Pluktuin")
    decided(case, Outcome.GRANT)
    assert case.state != ApplicationState.GRANTED
    assert heard(zoelen, MORNING + 3 * DAY) == ""


@pytest.mark.parametrize("audience", Audience.values)
def test_the_story_of_a_plan(zoelen: Village, audience: str) -> None:
    case = granted(zoelen)
    story = Story.objects.create(
        application=case,
        slug="oogst",
        title="De eerste oogst",
        text="Wij plukten bessen.",
        audience=audience,
        proposed_by=Actor.system("test"),
        proposed_at=MORNING - DAY,
    )
    publish_story(story=story, seen=story.proposed_at, **who())
    assert ("De eerste oogst" in heard(zoelen)) is (audience == Audience.PUBLIC)


class TestTheOffice:
    """R24: a coordinator hears of everything in the own villages; nobody hears of what they may not see."""

    @pytest.fixture
    def coordinator(self, zoelen: Village) -> User:
        user = UserFactory(is_staff=True, name="Fenna Voorbeeld")
        role = role_with(Role.Code.VILLAGE_COORDINATOR, Permission.READ_OFFICE, Permission.HANDLE_QUESTION)
        post = Assignment.objects.create(role=role, user=user, team=TeamFactory(), valid_from=MORNING.date() - 9 * DAY)
        post.villages.add(zoelen)
        return user

    def mails(self, user: User) -> list[OutboxMessage]:
        return list(OutboxMessage.objects.filter(kind="office_digest", recipient_email=user.email).order_by("pk"))

    def test_a_coordinator_hears_daily_without_choosing(self, zoelen: Village, coordinator: User) -> None:
        some_news("Feest", at=MORNING - HOUR, villages=(zoelen,))
        some_news("Elders", at=MORNING - HOUR, villages=(VillageFactory(),))
        question = asked(MORNING - HOUR, village=zoelen, text="Mijn buurman Piet maakt lawaai.")
        asked(MORNING - HOUR, village=VillageFactory(), email="ander@example.org")
        assert send_office_digests(at=MORNING) == 1
        [mail] = self.mails(coordinator)
        assert "Feest" in mail.body_text
        assert f"Vraag {question.number}" in mail.body_text
        assert mail.subject == "2 berichten uit Zoelen"
        for secret in ("Elders", "Piet", "Robin", "robin@"):
            assert secret not in mail.body_text
        assert send_office_digests(at=MORNING + HOUR) == 0, "never empty, never twice"
        assert choice_of(coordinator, MORNING) == OfficeDigest.Choice.DAILY

    def test_without_the_right_nothing_internal(self, zoelen: Village) -> None:
        reader = officer_with(Permission.READ_OFFICE)
        choose_office_digest(user=reader, choice="daily", at=MORNING - DAY)
        asked(MORNING - HOUR, village=zoelen)
        assert send_office_digests(at=MORNING) == 0
        some_news("Feest", at=MORNING + HOUR, villages=(zoelen,))
        assert send_office_digests(at=MORNING + DAY) == 1
        assert "Vraag" not in self.mails(reader)[0].body_text
        assert [told.line.title for told in told_in_villages(reader, MORNING - DAY, MORNING + DAY, 9)] == ["Feest"]

    def test_weekly_never_and_who_is_no_coordinator(self, zoelen: Village, coordinator: User) -> None:
        other = officer_with(Permission.READ_OFFICE)
        assert choice_of(other, MORNING) == OfficeDigest.Choice.NEVER
        choose_office_digest(user=coordinator, choice="weekly", at=MORNING - DAY)
        some_news("Feest", at=MORNING - HOUR, villages=(zoelen,))
        assert send_office_digests(at=MORNING) == 0
        assert send_office_digests(at=MORNING + 2 * DAY) == 1, "on Thursday"
        choose_office_digest(user=coordinator, choice="never", at=MORNING + 2 * DAY)
        some_news("Nog een feest", at=MORNING + 3 * DAY, villages=(zoelen,))
        assert send_office_digests(at=MORNING + 9 * DAY) == 0
        with pytest.raises(ValueError, match="hourly"):
            choose_office_digest(user=other, choice="hourly", at=MORNING)

    def test_followers_never_hear_what_is_for_colleagues(self, zoelen: Village) -> None:
        asked(MORNING - HOUR, village=zoelen)
        assert NewsItem.objects.filter(audience=NewsItem.Audience.INTERNAL).exists()
        follows(("everything", ""), Rhythm.DAILY)
        assert heard(zoelen) == ""
