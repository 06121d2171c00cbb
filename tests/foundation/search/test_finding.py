"""What the search finds, on whatever database the tests run; the answers are the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kernkracht.foundation.search.actions import take_in
from kernkracht.foundation.search.queries import EVERYBODY, Results, Wanted, search
from tests.factories.news import some_news
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
THEN = AT - timedelta(days=1)


def found(text: str, **wanted: object) -> Results:
    return search(Wanted(text, **wanted), EVERYBODY, AT)  # type: ignore[arg-type] # as the test says


def titles(text: str, **wanted: object) -> list[str]:
    """Without marks, in the order of the page."""
    hits = [hit for group in found(text, **wanted).groups for hit in group.hits]
    return [str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in hits]


@pytest.fixture
def _news() -> None:
    beusichem, maurik = VillageFactory(name="Beusichem"), VillageFactory(name="Maurik")
    texts = [
        ("Het dorpshuis gaat open", "Na de verbouwing zijn bewoners weer welkom.", (beusichem,)),
        ("Speeltuinen opgeknapt", "Er staan nieuwe schommels bij het dorpshuis.", (maurik,)),
        ("Reünie van de harmonie", "Muziek in de kerk, met koffie en thee.", ()),
    ]
    for number, (title, body, villages) in enumerate(texts):
        some_news(title, body=body, villages=villages, at=THEN + timedelta(hours=number))
    take_in(AT)


@pytest.mark.usefixtures("_news")
class TestFinding:
    def test_a_word_in_the_title_comes_before_a_word_in_the_text(self) -> None:
        assert titles("dorpshuis") == ["Het dorpshuis gaat open", "Speeltuinen opgeknapt"]

    @pytest.mark.parametrize(
        ("typed", "title"),
        [
            ("speeltuin", "Speeltuinen opgeknapt"),  # another form
            ("schommel", "Speeltuinen opgeknapt"),
            ("reunie", "Reünie van de harmonie"),  # without accents
            ("REÜNIE!", "Reünie van de harmonie"),
            ("speelt", "Speeltuinen opgeknapt"),  # not finished
            ("dorps huis verbouwing", "Het dorpshuis gaat open"),  # one word, typed as two
            ("de harmonie in de kerk", "Reünie van de harmonie"),
        ],
    )
    def test_words_are_found_in_other_forms(self, typed: str, title: str) -> None:
        assert titles(typed)[0] == title
        assert found(typed).correction is None

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("dorpshuys", "dorpshuis"),
            ("dorphuis", "dorpshuis"),
            ("dropshuis", "dorpshuis"),
            ("harmoni", None),  # the beginning of a word is no mistake
            ("verbauwing", "verbouwing"),
            ("verbuowing dorpshuis", "verbouwing dorpshuis"),
            ("speeltuijn", "speeltuinen"),
        ],
    )
    def test_typing_errors_are_forgiven_openly(self, typed: str, meant: str | None) -> None:
        results = found(typed)
        assert results.groups
        assert (results.correction.meant if results.correction else None) == meant
        if meant:
            exactly = found(typed, exactly=True)
            assert exactly.correction is None
            assert exactly.is_partial or not exactly.groups

    def test_of_more_words_each_must_be_there(self) -> None:
        assert titles("schommels dorpshuis") == ["Speeltuinen opgeknapt"]

    def test_when_nothing_has_all_words_what_has_most_is_shown_and_said(self) -> None:
        results = found("harmonie schommels kerk")
        assert results.is_partial
        assert titles("harmonie schommels kerk")[0] == "Reünie van de harmonie"

    def test_a_village_narrows_and_keeps_what_is_for_everybody(self) -> None:
        maurik = VillageFactory._meta.model.objects.get(name="Maurik")
        assert titles("dorpshuis", village=maurik.pk) == ["Speeltuinen opgeknapt"]
        assert titles("reünie", village=maurik.pk) == ["Reünie van de harmonie"]

    def test_kinds_are_apart(self) -> None:
        assert [group.kind.code for group in found("Beusichem").groups] == ["village"]
        assert titles("dorpshuis", kind="village") == []

    def test_a_village_by_its_name_comes_first(self) -> None:
        some_news("Feest in Maurik", at=THEN)
        take_in(AT)
        assert titles("maurik") == ["Maurik", "Feest in Maurik"]
