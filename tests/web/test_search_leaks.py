"""The search never finds what the searcher may not see: for every kind, every way in which something is not for you.

Each secret holds a word that stands nowhere else. Asked for it, for its beginning, for it misspelt and for it beside
another word, the wrong reader finds nothing and is offered nothing; the right reader finds it, so that the test cannot
pass because the word was never there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.groups.models import GroupState
from kernkracht.community.people.models import Assignment, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.community.volunteers.models import HelpWanted
from kernkracht.editorial.glossary.actions import save_term
from kernkracht.editorial.pages.actions import PageFacts, publish, save_draft, withdraw_page
from kernkracht.editorial.pages.models import Audience, PageKind
from kernkracht.editorial.stories.actions import StoryFacts, save_story
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention.declarations import keeping_of
from kernkracht.foundation.retention.erasing import erase
from kernkracht.foundation.search.actions import check_all, take_in
from kernkracht.foundation.search.models import SearchEntry, SearchWord
from kernkracht.foundation.search.queries import EVERYBODY, Reader, Wanted, kinds, search
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.settlements.models import Story, StoryState
from kernkracht.participation.questions.actions import draw_in
from kernkracht.participation.questions.models import PublishedAnswer, Question
from kernkracht.web.office.search.views import reader_of
from tests.factories.applications import ApplicationFactory, DraftFactory
from tests.factories.gatherings import EveningFactory
from tests.factories.groups import GroupFactory
from tests.factories.lessons import a_lesson
from tests.factories.news import some_news
from tests.factories.pages import a_draft, a_page
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with
from tests.factories.questions import asked
from tests.factories.schemes import SchemeFactory, SchemeVersionFactory
from tests.factories.villages import VillageFactory
from tests.factories.volunteers import HelpWantedFactory, InfoPageVersionFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
BEFORE, LATER = AT - timedelta(days=3), AT + timedelta(days=3)
WORD = "kwikzilverbaan"
BY = Actor.system


def _village() -> Village:
    return Village.objects.first() or VillageFactory()


def _granted(**fields: Any) -> GrantApplication:
    values = {"state": ApplicationState.GRANTED, "granted_cents": 100_00, "decided_on": date(2026, 4, 1), **fields}
    return ApplicationFactory(**values)


def _answer(text: str) -> Question:
    question = asked(BEFORE)
    PublishedAnswer.objects.create(
        question=question, question_text=text, answer_text="Ja.", published_at=BEFORE, published_by=BY("test")
    )
    return question


def _plan_story(**fields: Any) -> Story:
    values = {
        "application": _granted(),
        "slug": "verhaal",
        "state": StoryState.PUBLISHED,
        "title": WORD,
        "text": "Tekst.",
        "proposed_by": BY("test"),
        "proposed_at": BEFORE,
        "agreed_by": BY("test"),
        "published_at": BEFORE,
        **fields,
    }
    return Story.objects.create(**values)


def _editors_story(**more: Any) -> None:
    people = {"coordinator": UserFactory(is_staff=True), "officer": UserFactory(is_staff=True)}
    facts = StoryFacts(PageFacts(WORD, "Tekst."), shows_people=False, **people, **more)
    story = save_story(facts=facts, by=BY("test"), at=BEFORE)
    publish(page=story.page, number=1, by=BY("test"), at=BEFORE)


def _scheme(state: str) -> None:
    SchemeVersionFactory(scheme=SchemeFactory(name=WORD), state=state)


SHOWN: dict[str, Callable[[], object]] = {
    "village": lambda: VillageFactory(introduction=WORD),
    "group": lambda: GroupFactory(purpose=WORD),
    "help": lambda: HelpWantedFactory(text=WORD),
    "gathering": lambda: EveningFactory(description=WORD),
    "answer": lambda: _answer(WORD),
    "page": lambda: a_page(WORD, at=BEFORE),
    "news": lambda: some_news(WORD, at=BEFORE),
    "villagestory": _editors_story,
    "lesson": lambda: a_lesson(WORD, _village(), "brief", at=BEFORE, audience=Audience.PUBLIC),
    "word": lambda: save_term(word=WORD, meaning="Iets.", by=BY("test"), at=BEFORE),
    "scheme": lambda: _scheme(SchemeVersion.State.PUBLISHED),
    "plan": lambda: _granted(title=WORD),
    "story": _plan_story,
}
"""One thing of each public kind that everybody finds."""


def _page_of_later() -> None:
    publish(page=a_draft(WORD, at=BEFORE), number=1, by=BY("test"), at=BEFORE, live_from=LATER)


def _withdrawn() -> None:
    withdraw_page(page=a_page(WORD, at=BEFORE), by=BY("test"), at=AT - timedelta(hours=1))


def _replaced() -> None:
    page = a_page("Oude tekst", body=WORD, at=BEFORE)
    save_draft(page=page, facts=PageFacts("Nieuwe tekst", "Anders."), seen=1, by=BY("test"), at=BEFORE)
    publish(page=page, number=2, by=BY("test"), at=AT - timedelta(hours=1))


def _unpublished_answer() -> None:
    _answer(WORD).published.delete()


def _renamed_word() -> None:
    term = save_term(word=WORD, meaning="Iets.", by=BY("test"), at=BEFORE)
    type(term).objects.filter(pk=term.pk).update(is_active=False)


HIDDEN: dict[str, Callable[[], object]] = {
    "ended village": lambda: VillageFactory(introduction=WORD, status=Village.Status.ENDED),
    "account of a resident": lambda: UserFactory(name=WORD),
    "name of a colleague": lambda: UserFactory(name=WORD, is_staff=True),
    "proposed group": lambda: GroupFactory(purpose=WORD, state=GroupState.PROPOSED, approved_at=None),
    "ended group": lambda: GroupFactory(purpose=WORD, state=GroupState.ENDED, ended_on=date(2026, 1, 1)),
    "account holder of a group": lambda: GroupFactory(
        account_holder=WORD, iban="NL02ABNA0123456789", account_confirmed_on=date(2026, 1, 1)
    ),
    "draft of help wanted": lambda: HelpWantedFactory(text=WORD, state=HelpWanted.State.DRAFT),
    "closed help wanted": lambda: HelpWantedFactory(text=WORD, state=HelpWanted.State.CLOSED),
    "help wanted until yesterday": lambda: HelpWantedFactory(text=WORD, closes_on=date(2026, 11, 22)),
    "internal gathering": lambda: EveningFactory(description=WORD, is_public=False),
    "cancelled gathering": lambda: EveningFactory(
        description=WORD, state=Gathering.State.CANCELLED, cancelled_because="Ziek"
    ),
    "question": lambda: asked(BEFORE, text=WORD),
    "who asked": lambda: asked(BEFORE, name=WORD),
    "answer that was taken off": _unpublished_answer,
    "draft of a page": lambda: a_draft(WORD, at=BEFORE),
    "page that begins later": lambda: publish(
        page=a_draft(WORD, at=BEFORE), number=1, by=BY("t"), at=BEFORE, live_from=LATER
    ),
    "page that was withdrawn": _withdrawn,
    "earlier version of a page": _replaced,
    "internal page": lambda: a_page(WORD, at=BEFORE, audience=Audience.INTERNAL),
    "checklist": lambda: a_page(WORD, at=BEFORE, kind=PageKind.CHECKLIST),
    "draft of news": lambda: some_news(WORD, at=BEFORE, is_out=False),
    "internal story": lambda: _editors_story(audience=Audience.INTERNAL),
    "internal lesson": lambda: a_lesson(WORD, _village(), "brief", at=BEFORE),
    "word that is not explained any more": _renamed_word,
    "draft of a scheme": lambda: _scheme(SchemeVersion.State.DRAFT),
    "draft of an application": lambda: DraftFactory(title=WORD),
    "received case": lambda: ApplicationFactory(title=WORD),
    "refused case": lambda: ApplicationFactory(title=WORD, state=ApplicationState.REFUSED, decided_on=date(2026, 4, 1)),
    "applicant of a granted case": lambda: _granted(contact_name=WORD),
    "organisation of a private applicant": lambda: _granted(organisation=WORD),
    "description that may not be shown": lambda: _granted(description=WORD, may_publish=False),
    "story without agreement": lambda: _plan_story(state=StoryState.ASKED, agreed_by=None, published_at=None),
    "story that was withdrawn": lambda: _plan_story(state=StoryState.WITHDRAWN, ended_on=date(2026, 5, 1)),
    "internal story of a plan": lambda: _plan_story(audience=Audience.INTERNAL),
}
"""Everything that is not for everybody, each by its own reason."""


def found(reader: Reader, text: str = WORD, at: datetime = AT) -> set[str]:
    """The kinds in which this reader finds it, in any way that pages offer; suggestions count too."""
    seen = set()
    for typed in (text, text[:-3], f"{text[:5]}{text[6:]}", f"{text} dorpshuisplein"):
        for exactly in (False, True):
            results = search(Wanted(typed, exactly=exactly), reader, at)
            seen |= {group.kind.code for group in results.groups}
            if results.correction:
                seen.add(f"correction to {results.correction.meant}")
        for kind in kinds():
            seen |= {group.kind.code for group in search(Wanted(typed, kind=kind), reader, at).groups}
    return seen - {f"correction to {text}", f"correction to {text} dorpshuisplein"}


def everything() -> Reader:
    """A colleague with every right, everywhere."""
    return Reader(dict.fromkeys(Permission.values), account=None)


def test_every_kind_has_a_test() -> None:
    assert {code for code, kind in kinds().items() if kind.is_public} == SHOWN.keys()
    assert {code for code, kind in kinds().items() if not kind.is_public} == {
        "person",
        "grouprecord",
        "question",
        "internal",
        "case",
    }


@pytest.mark.parametrize("kind", SHOWN)
def test_what_is_public_is_found_by_everybody(kind: str) -> None:
    SHOWN[kind]()
    take_in(AT)
    assert kind in found(EVERYBODY)


@pytest.mark.parametrize("reason", HIDDEN)
def test_what_is_not_public_is_found_by_nobody_outside(reason: str) -> None:
    HIDDEN[reason]()
    take_in(AT)
    assert found(EVERYBODY) == set()
    assert found(Reader({Permission.MANAGE_BUDGETS: None}, account=1)) == set()


OF_THE_OFFICE = {
    "name of a colleague": ("person", Permission.READ_OFFICE),
    "proposed group": ("grouprecord", Permission.MANAGE_GROUPS),
    "question": ("question", Permission.HANDLE_QUESTION),
    "internal page": ("internal", Permission.WRITE_PAGES),
    "checklist": ("internal", Permission.READ_OFFICE),
    "internal story": ("internal", Permission.READ_OFFICE),
    "internal lesson": ("internal", Permission.READ_OFFICE),
    "internal story of a plan": ("internal", Permission.READ_OFFICE),
    "received case": ("case", Permission.READ_OFFICE),
    "applicant of a granted case": ("case", Permission.READ_OFFICE),
}


@pytest.mark.parametrize("reason", OF_THE_OFFICE)
def test_the_right_colleague_finds_it(reason: str) -> None:
    kind, right = OF_THE_OFFICE[reason]
    HIDDEN[reason]()
    take_in(AT)
    assert found(Reader({right: None})) == {kind}


@pytest.mark.parametrize(
    "reason",
    [
        "draft of an application",
        "draft of a page",
        "draft of news",
        "draft of a scheme",
        "account of a resident",
        "who asked",
        "story without agreement",
        "account holder of a group",
        "page that was withdrawn",
    ],
)
def test_some_things_are_found_by_nobody_at_all(reason: str) -> None:
    HIDDEN[reason]()
    take_in(AT)
    assert found(everything()) == set()


def test_a_page_is_found_from_its_moment_on_without_any_job() -> None:
    HIDDEN["page that begins later"]()
    take_in(AT)
    assert found(EVERYBODY) == set()
    assert found(EVERYBODY, at=LATER) == {"page"}


def test_help_is_found_until_its_last_day_without_any_job() -> None:
    HelpWantedFactory(text=WORD, closes_on=date(2026, 11, 24))
    take_in(AT)
    assert found(EVERYBODY) == {"help"}
    assert found(EVERYBODY, at=LATER) == set()


class TestPerVillage:
    """A right that is held for some villages finds nothing of another."""

    @pytest.fixture
    def officer(self) -> User:
        user = UserFactory(is_staff=True)
        role = role_with("village_coordinator", Permission.HANDLE_QUESTION)
        post = Assignment.objects.create(role=role, user=user, team=TeamFactory(), valid_from=date(2020, 1, 1))
        post.villages.set([VillageFactory()])
        return user

    def test_only_in_ones_own_village(self, officer: User) -> None:
        mine = Village.objects.get(assignments__user=officer)
        question = asked(BEFORE, text=WORD)
        take_in(AT)
        assert found(reader_of(officer)) == set()
        Question.objects.filter(pk=question.pk).update(village=mine)
        assert found(reader_of(officer)) == set()  # it changed, and was not read again yet
        take_in(AT)
        assert found(reader_of(officer)) == {"question"}

    def test_who_is_drawn_in_finds_that_one_and_no_other(self, officer: User) -> None:
        question, other = asked(BEFORE, text=WORD), asked(BEFORE, text="Zilverspar")
        draw_in(question=question, asked="Weet u dit?", colleague=officer, by=BY("test"), at=BEFORE)
        take_in(AT)
        assert found(reader_of(officer)) == {"question"}
        assert found(reader_of(officer), "zilverspar") == set()
        assert other.pk != question.pk

    def test_a_post_that_ended_finds_nothing(self, officer: User) -> None:
        asked(BEFORE, text=WORD, village=Village.objects.get(assignments__user=officer))
        take_in(AT)
        assert found(reader_of(officer)) == {"question"}
        Assignment.objects.filter(user=officer).update(valid_until=date(2020, 2, 1))
        assert found(reader_of(officer)) == set()


class TestChanges:
    """Between a change and its being read again nothing of it is found: not even by who acted."""

    @pytest.mark.parametrize("kind", SHOWN)
    def test_what_changed_is_hidden_until_it_was_read_again(self, kind: str) -> None:
        SHOWN[kind]()
        take_in(AT)
        entry = SearchEntry.objects.get(kind=kind, tokens__contains=WORD)
        model = {"plan": GrantApplication, "answer": Question}.get(kind)
        if model is not None:
            field = "title" if kind == "plan" else "text"
            model.objects.filter(pk=entry.object_id).update(**{field: "Iets anders"})  # past every act
        else:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO search_searchchange (source, object_id) VALUES (%s, %s)",
                    [entry.source, entry.object_id],
                )
        assert kind not in found(EVERYBODY)

    def test_a_destroyed_case_leaves_no_word(self) -> None:
        case = _granted(title=WORD, contact_name="Zwartepoorte")
        take_in(AT)
        assert {"plan", "case"} <= found(everything())
        with transaction.atomic():
            erase(keeping_of(GrantApplication), case.pk, at=AT)
        assert found(everything()) == set()
        take_in(AT)
        assert found(everything()) == set()
        assert not SearchEntry.objects.filter(tokens__contains=WORD).exists()
        assert not SearchWord.objects.filter(word__in=[WORD, "zwartepoorte"]).exists()

    def test_rows_that_go_leave_no_entry(self) -> None:
        page = a_page(WORD, at=BEFORE)
        take_in(AT)
        assert found(EVERYBODY) == {"page"}
        page.publications.all().delete()
        assert found(EVERYBODY) == set()
        take_in(AT)
        assert not SearchEntry.objects.exists()

    def test_nothing_is_different_after_all_of_this(self) -> None:
        for make in SHOWN.values():
            make()
        take_in(AT)
        assert {source: found.total for source, found in check_all(AT) if found.total} == {}


def test_the_word_of_a_secret_is_never_offered() -> None:
    """Another word of the same question finds something; the secret word beside it stays as it was typed."""
    ApplicationFactory(title=WORD)
    some_news("Feest op het plein", at=BEFORE)
    take_in(AT)
    results = search(Wanted("feest kwikzilverban"), EVERYBODY, AT)
    assert results.correction is None
    assert search(Wanted("feest kwikzilverban"), everything(), AT).correction is not None


def test_a_volunteer_page_is_found() -> None:
    InfoPageVersionFactory(body=WORD)
    take_in(AT)
    assert found(EVERYBODY) == {"help"}


def test_somebody_with_every_right_finds_office_and_public_things_together() -> None:
    officer_with(*Permission, name=WORD)
    some_news(WORD, at=BEFORE)
    take_in(AT)
    assert found(reader_of(User.objects.get(name=WORD))) == {"person", "news"}
