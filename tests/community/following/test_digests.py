"""Digests: never empty, never twice, one mail for who follows the same item in several ways; killed and begun again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kernkracht.community.following.actions import About, ToldOutsideTransaction, digests, send_digests, tell_followers
from kernkracht.community.following.models import DigestDelivery, DigestRound, Follower, NewsItem, Rhythm, ToldItem
from kernkracht.community.following.sources import Line, NewsSource, UnknownSource, UnknownSubjectKind, declare_source
from kernkracht.community.gatherings import actions as gatherings
from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.actions import publish, withdraw_page
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.following import LONG_AGO, MORNING, FollowerFactory, follows, village_thing
from tests.factories.gatherings import EveningFactory
from tests.factories.news import some_news
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THURSDAY = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def zoelen() -> Village:
    return VillageFactory(name="Zoelen", slug="zoelen")


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def digests_to(follower: Follower | None = None) -> list[OutboxMessage]:
    rows = OutboxMessage.objects.filter(kind="news_digest").order_by("pk")
    return list(rows.filter(subject_id=str(follower.pk)) if follower else rows)


def test_nothing_happened_so_nothing_is_mailed(zoelen: Village) -> None:
    for rhythm in Rhythm.values:
        follows(village_thing(zoelen), rhythm)
    assert send_digests(at(THURSDAY)) == 0
    assert not OutboxMessage.objects.exists()
    some_news("Elders", at=MORNING, villages=(VillageFactory(),))
    assert send_digests(at(THURSDAY)) == 0, "news of another village is no news here"
    assert not DigestDelivery.objects.exists()


def test_each_hears_in_the_own_rhythm_and_once(zoelen: Village) -> None:
    followers = {rhythm: follows(village_thing(zoelen), rhythm).follower for rhythm in Rhythm.values}
    some_news("Het plein is klaar", at=MORNING, villages=(zoelen,), summary="Kom kijken.")
    heard = []
    for moment in (MORNING, MORNING + HOUR, MORNING + DAY, THURSDAY, THURSDAY + DAY, THURSDAY + 7 * DAY):
        send_digests(at(moment))
        heard.append([rhythm for rhythm, row in followers.items() if digests_to(row)])
    assert heard[0] == [Rhythm.AT_ONCE, Rhythm.DAILY]
    assert heard[2] == [Rhythm.AT_ONCE, Rhythm.DAILY]
    assert heard[3] == heard[5] == [Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.WEEKLY]
    assert all(len(digests_to(row)) == 1 for row in followers.values())
    [mail] = digests_to(followers[Rhythm.AT_ONCE])
    assert mail.subject == "Zoelen: Het plein is klaar"
    assert "Kom kijken." in mail.body_text
    assert mail.lane == OutboxMessage.Lane.BULK
    assert mail.unsubscribe_url.endswith(f"/volgen/{followers[Rhythm.AT_ONCE].token}/stoppen/")
    assert followers[Rhythm.AT_ONCE].token in mail.body_html
    assert "nobody" not in mail.body_text + mail.body_html


def test_one_mail_for_who_follows_the_same_item_three_times(zoelen: Village) -> None:
    theme = ThemeFactory(code="verkeer", label="Verkeer")
    follower = follows(village_thing(zoelen)).follower
    follows(("theme", "verkeer"), follower=follower)
    follows(("everything", ""), Rhythm.DAILY, follower)
    some_news("Drempels", at=MORNING, villages=(zoelen,), theme=theme)
    send_digests(at(MORNING))
    send_digests(at(MORNING + DAY))
    [mail] = digests_to(follower)
    assert mail.subject == "Zoelen en Verkeer: Drempels"
    assert mail.body_text.count("Drempels\n") == 1


def test_what_happened_before_somebody_followed_is_not_told(zoelen: Village) -> None:
    some_news("Oud", at=LONG_AGO - HOUR, villages=(zoelen,))
    some_news("Van vorige week", at=MORNING - 7 * DAY, villages=(zoelen,))
    following = follows(village_thing(zoelen), Rhythm.WEEKLY)
    following.confirmed_at = MORNING
    following.save()
    assert send_digests(at(THURSDAY)) == 0


def test_a_thing_that_changed_is_one_line_with_its_newest_state(zoelen: Village) -> None:
    follower = follows(village_thing(zoelen), Rhythm.DAILY).follower
    row = EveningFactory(starts_at=MORNING + 9 * DAY, ends_at=MORNING + 9 * DAY + HOUR, title="Avond over de dijk")
    row.villages.add(zoelen)
    by = Actor.system("test")
    with transaction.atomic():
        moved = gatherings.move_gathering(
            gathering=row, starts_at=MORNING + 10 * DAY, ends_at=MORNING + 10 * DAY + HOUR, by=by, at=MORNING - HOUR
        )
        gatherings.cancel_gathering(gathering=moved, reason="De spreker is ziek.", by=by, at=MORNING - HOUR)
    send_digests(at(MORNING))
    [mail] = digests_to(follower)
    assert mail.body_text.count("Avond over de dijk") == 1
    assert "Gaat niet door: Avond over de dijk" in mail.body_text
    assert "De spreker is ziek." in mail.body_text
    assert "Verplaatst" not in mail.body_text
    assert mail.subject == "Zoelen: Avond over de dijk"


def test_what_is_withdrawn_before_its_digest_is_not_told(zoelen: Village) -> None:
    follower = follows(village_thing(zoelen), Rhythm.WEEKLY).follower
    gone = some_news("Vergissing", at=MORNING, villages=(zoelen,))
    some_news("Blijft", at=MORNING, villages=(zoelen,))
    withdraw_page(page=gone.page, by=Actor.system("test"), at=MORNING + HOUR)
    send_digests(at(THURSDAY))
    [mail] = digests_to(follower)
    assert "Vergissing" not in mail.body_text + mail.body_html + mail.subject


def test_planned_news_is_told_when_it_begins_and_a_correction_is_no_news(zoelen: Village) -> None:
    follower = follows(village_thing(zoelen)).follower
    post = some_news("Feest", at=MORNING, is_out=False, villages=(zoelen,))
    who: dict[str, Any] = {"by": Actor.system("test"), "at": MORNING}
    publish(page=post.page, number=1, live_from=MORNING + DAY, **who)
    publish(page=post.page, number=1, live_from=MORNING + 3 * DAY, **who)
    assert send_digests(at(MORNING + 2 * DAY)) == 0, "the last plan counts"
    assert send_digests(at(MORNING + 3 * DAY)) == 1
    publish(page=post.page, number=1, by=Actor.system("test"), at=MORNING + 4 * DAY)
    assert send_digests(at(MORNING + 4 * DAY)) == 0
    assert len(digests_to(follower)) == 1


def test_who_is_paused_or_did_not_confirm_hears_nothing(zoelen: Village) -> None:
    follows(village_thing(zoelen), follower=FollowerFactory(paused_at=MORNING))
    following = follows(village_thing(zoelen))
    following.confirmed_at = None
    following.save()
    some_news("Feest", at=MORNING, villages=(zoelen,))
    assert send_digests(at(MORNING)) == 0


def test_the_language_and_address_of_the_account_count(zoelen: Village, django_user_model: type[User]) -> None:
    user = django_user_model.objects.create(email="new@example.org", name="Kim", language="en")
    follows(village_thing(zoelen), follower=FollowerFactory(email="old@example.org", user=user))
    some_news("Feest", at=MORNING, villages=(zoelen,))
    send_digests(at(MORNING))
    [mail] = digests_to()
    assert (mail.recipient_email, mail.recipient_name, mail.language) == ("new@example.org", "Kim", "en")
    assert "No more mail" in mail.body_text


def test_a_worker_that_stood_still_mails_nobody_about_last_month(zoelen: Village) -> None:
    for rhythm in Rhythm.values:
        follows(village_thing(zoelen), rhythm)
    some_news("Lang geleden", at=THURSDAY - 16 * DAY, villages=(zoelen,))
    assert send_digests(at(THURSDAY)) == 0


def test_words_of_others_cannot_become_markup(zoelen: Village) -> None:
    follows(village_thing(zoelen))
    some_news("<script>alert(1)</script>", at=MORNING, villages=(zoelen,), summary='"><img src=x>')
    send_digests(at(MORNING))
    [mail] = digests_to()
    assert "<script" not in mail.body_html
    assert "<img" not in mail.body_html


class TestKilled:
    """A worker that dies between two batches, or within one, and one that begins again."""

    @pytest.fixture(autouse=True)
    def _small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(digests, "BATCH", 3)

    @pytest.mark.parametrize("rhythm", Rhythm.values)
    @pytest.mark.parametrize("dies_in", [1, 2, 3])
    def test_everybody_hears_exactly_once(
        self, zoelen: Village, monkeypatch: pytest.MonkeyPatch, rhythm: str, dies_in: int
    ) -> None:
        followers = [follows(village_thing(zoelen), rhythm).follower for _n in range(8)]
        some_news("Feest", at=MORNING, villages=(zoelen,))
        queue, batches = digests.queue_bulk, []

        def dies(**batch: Any) -> int:
            batches.append(1)
            made = queue(**batch)
            if len(batches) == dies_in:
                raise KeyboardInterrupt
            return made

        monkeypatch.setattr(digests, "queue_bulk", dies)
        with pytest.raises(KeyboardInterrupt):
            send_digests(at(THURSDAY))
        assert len(digests_to()) == 3 * (dies_in - 1), "the batch that was cut off left nothing"
        some_news("Later", at=THURSDAY + HOUR, villages=(zoelen,))
        send_digests(at(THURSDAY))
        assert [len(digests_to(row)) for row in followers] == [1] * 8
        assert ToldItem.objects.count() == 8
        assert not DigestRound.objects.filter(done_at__isnull=True).exists()

    def test_a_round_hands_back_control_and_goes_on(self, zoelen: Village) -> None:
        for _n in range(8):
            follows(village_thing(zoelen))
        some_news("Feest", at=MORNING, villages=(zoelen,))
        ticks = iter(MORNING + n * timedelta(seconds=0.6) for n in range(100))
        made = [send_digests(lambda: next(ticks)) for _call in range(4)]
        assert sum(made) == 8
        assert max(made) < 8, "never all in one go"


def test_the_database_refuses_a_second_digest_and_a_second_telling(zoelen: Village) -> None:
    follows(village_thing(zoelen))
    some_news("Feest", at=MORNING, villages=(zoelen,))
    send_digests(at(MORNING))
    told, delivery = ToldItem.objects.get(), DigestDelivery.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ToldItem.objects.create(follower=told.follower, item=told.item)
    for things, follower in ((1, delivery.follower), (0, FollowerFactory())):
        with pytest.raises(IntegrityError), transaction.atomic():
            DigestDelivery.objects.create(round=delivery.round, follower=follower, things=things, made_at=MORNING)


def test_telling_costs_the_same_whoever_follows(zoelen: Village) -> None:
    def cost(key: str) -> int:
        with (
            CaptureQueriesContext(
                connection,
            ) as caught,
            transaction.atomic(),
        ):
            tell_followers(source="gathering", key=key, about=About((zoelen,)), at=MORNING)
        return len(caught)

    cost("1")
    alone = cost("2")
    for _n in range(30):
        follows(village_thing(zoelen))
    assert cost("3") == alone <= 12


def test_telling_belongs_to_an_act_and_knows_its_words(zoelen: Village) -> None:
    facts: dict[str, Any] = {"key": "1", "at": MORNING}
    with transaction.atomic():
        with pytest.raises(UnknownSource):
            tell_followers(source="moon", about=About((zoelen,)), **facts)
        with pytest.raises(UnknownSubjectKind):
            tell_followers(source="news", about=About(things=(("moon", "1"),)), **facts)


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_refused() -> None:
    with pytest.raises(ToldOutsideTransaction):
        tell_followers(source="news", key="1", about=About(), at=MORNING)


def test_a_digest_with_very_much_stays_readable(zoelen: Village) -> None:
    def read(keys: Any, _at: datetime) -> dict[str, Line]:
        return {key: Line(f"Bericht {key}", f"/x/{key}/") for key in keys}

    declare_source(NewsSource("test_many", "Veel", read))
    follows(village_thing(zoelen), Rhythm.WEEKLY)
    with transaction.atomic():
        for number in range(55):
            tell_followers(source="test_many", key=str(number), about=About((zoelen,)), at=MORNING)
    assert send_digests(at(THURSDAY)) == 1
    [mail] = digests_to()
    assert mail.subject == "Zoelen: 55 berichten"
    assert "En nog 15." in mail.body_text
    assert NewsItem.objects.filter(source="test_many").count() == ToldItem.objects.count()


def test_a_gathering_that_is_not_public_is_never_told(zoelen: Village) -> None:
    row = EveningFactory(starts_at=MORNING + 9 * DAY, ends_at=MORNING + 9 * DAY + HOUR, is_public=False)
    row.villages.add(zoelen)
    with transaction.atomic():
        gatherings.cancel_gathering(gathering=row, reason="Geheim.", by=Actor.system("test"), at=MORNING)
    assert not NewsItem.objects.exists()
    follows(village_thing(zoelen))
    Gathering.objects.update(is_public=True, state=Gathering.State.PLANNED)
    row.refresh_from_db()
    with transaction.atomic():
        gatherings.cancel_gathering(gathering=row, reason="Ziek.", by=Actor.system("test"), at=MORNING)
    Gathering.objects.update(is_public=False)
    assert send_digests(at(MORNING)) == 0, "taken off the website before the worker came"
