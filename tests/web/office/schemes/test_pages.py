"""/werk/regelingen/: list, version, file, preview, and who may come there."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.grants.schemes.queries import rules_of
from kernkracht.grants.schemes.sentences import sentences
from tests.factories.applications import ApplicationFactory

from .conftest import SCHEME, at

pytestmark = pytest.mark.django_db

READ_PAGES = ("office_scheme", "office_scheme_preview", "office_scheme_try", "office_scheme_file")
DRAFT_PAGES: list[tuple[str, tuple[Any, ...]]] = [
    ("office_scheme_part", ("algemeen",)),
    ("office_scheme_part", ("teksten",)),
    ("office_scheme_part", ("kosten",)),
    ("office_scheme_part", ("bronnen",)),
    ("office_scheme_kinds", ()),
    ("office_scheme_rule_add", ("tiers",)),
    ("office_scheme_rule", ("maximum",)),
    ("office_scheme_rule_remove", ("maximum",)),
    ("office_scheme_rule_village", ("maximum", "asch")),
    ("office_scheme_publish", ()),
    ("office_scheme_discard", ()),
]


def test_the_list_says_state_validity_and_cases(office: Client, published: SchemeVersion) -> None:
    ApplicationFactory(scheme=published.scheme, version=published)
    page = office.get(reverse("office_schemes")).content.decode()
    for text in ("Buurtfonds", "Geldt nu", "vanaf 1 januari 2026", "Nieuwe regeling"):
        assert text in page
    assert '<td role="cell" class="kk-amount" data-label="Aanvragen">1</td>' in page


def test_without_schemes_there_is_something_to_do(office: Client) -> None:
    assert "Er is nog geen regeling" in office.get(reverse("office_schemes")).content.decode()


@pytest.mark.parametrize("name", READ_PAGES)
def test_colleagues_read_everything(reader: Client, draft: SchemeVersion, name: str) -> None:
    assert reader.get(at(name, draft)).status_code == 200


@pytest.mark.parametrize(("name", "more"), DRAFT_PAGES)
def test_only_administrators_change(
    office: Client, reader: Client, draft: SchemeVersion, name: str, more: tuple[Any, ...]
) -> None:
    assert office.get(at(name, draft, *more)).status_code == 200
    assert reader.get(at(name, draft, *more)).status_code == 404
    assert reader.post(at(name, draft, *more)).status_code in (404, 405)


@pytest.mark.parametrize(("name", "more"), DRAFT_PAGES)
def test_what_is_published_is_read_only(
    office: Client, published: SchemeVersion, name: str, more: tuple[Any, ...]
) -> None:
    answer = office.get(at(name, published, *more), follow=True)
    assert "is gepubliceerd en verandert niet meer" in answer.content.decode()


def test_readers_see_no_buttons_to_change(reader: Client, draft: SchemeVersion) -> None:
    page = reader.get(at("office_scheme", draft)).content.decode()
    for text in ("Publiceer", "Voeg een regel toe", "Gooi dit concept weg", "Omhoog"):
        assert text not in page


def test_a_version_shows_what_the_public_reads(office: Client, draft: SchemeVersion) -> None:
    page = office.get(at("office_scheme", draft)).content.decode()
    preview = office.get(at("office_scheme_preview", draft)).content.decode()
    said = [sentence.text for group in sentences(rules_of(draft)) for sentence in group.sentences]
    assert len(said) == 6
    assert all(text in page and text in preview for text in said)
    assert "U krijgt hoogstens €\u00a0900" in page or "€\u00a0900" in page
    assert "Wat nog ontbreekt" in page


def test_the_preview_shows_questions_sheet_and_a_village(office: Client, draft: SchemeVersion) -> None:
    here = at("office_scheme_preview", draft)
    assert "Hoe heet uw plan?" in office.get(f"{here}?deel=vragen").content.decode()
    assert "Medewerker" in office.get(f"{here}?deel=beoordeling").content.decode()
    assert "€\u00a0750" not in office.get(f"{here}?dorp=asch").content.decode()
    assert office.get(f"{here}?deel=onzin").status_code == 404


def test_pages_take_few_queries(
    office: Client, draft: SchemeVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("office_scheme", "office_scheme_preview", "office_scheme_try"):
        with django_assert_max_num_queries(15):
            office.get(at(name, draft))
    with django_assert_max_num_queries(10):
        office.get(reverse("office_schemes"))


# --- files -----------------------------------------------------------------------------------------------------------


def test_the_file_comes_back_as_the_same_version(office: Client, draft: SchemeVersion) -> None:
    answer = office.get(at("office_scheme_file", draft))
    assert answer["Content-Disposition"] == 'attachment; filename="fonds-2026.yaml"'
    upload = SimpleUploadedFile("fonds.yaml", answer.content)
    taken = office.post(reverse("office_scheme_import"), {"file": upload}, follow=True)
    assert "Er is niets veranderd" in taken.content.decode()


def test_pasted_text_is_taken_in(office: Client, village: Village) -> None:
    answer = office.post(reverse("office_scheme_import"), {"text": SCHEME})
    assert answer.status_code == 302
    assert SchemeVersion.objects.get().label == "2026"


def test_a_wrong_file_is_refused_whole_and_kept(office: Client, village: Village) -> None:
    wrong = SCHEME.replace("amount: 750", "amount: veel").replace("kind: yearly_ceiling", "kind: yearly_ceilng")
    for sent in ({"text": wrong}, {"file": SimpleUploadedFile("fonds.yaml", wrong.encode())}):
        answer = office.post(reverse("office_scheme_import"), sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "regel 1" in page
        assert "Bedoelt u “yearly_ceiling”?" in page
        assert "geen bedrag" in page
        assert "kind: yearly_ceilng" in page
    assert not Scheme.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"text": "   "},
        {"text": "x" * 250_000},
        {"text": "{{{{"},
        {"text": "&a [*a, *a]"},
        {"text": "a\x00b"},
        {"file": SimpleUploadedFile("x.yaml", b"\xff\xfe\x00")},
        {"file": SimpleUploadedFile("x.yaml", b"a: " + b"b" * 300_000)},
    ],
)
def test_nonsense_is_no_scheme(office: Client, sent: dict[str, Any]) -> None:
    assert office.post(reverse("office_scheme_import"), sent).status_code == 422
    assert not Scheme.objects.exists()


def test_a_new_scheme_begins_with_the_term_of_the_law(office: Client) -> None:
    data = {"name": "Dorpsfonds", "label": "2027", "valid_from_0": "1", "valid_from_1": "1", "valid_from_2": "2027"}
    data = {key.replace("_0", "_day").replace("_1", "_month").replace("_2", "_year"): v for key, v in data.items()}
    answer = office.post(reverse("office_scheme_new"), data)
    assert answer.status_code == 302, answer.content.decode()
    version = SchemeVersion.objects.get()
    assert (version.scheme.slug, version.state) == ("dorpsfonds", "draft")
    again = office.post(reverse("office_scheme_new"), data)
    assert again.status_code == 422
    assert "Er is al een regeling met dit adres" in again.content.decode()
    assert 'value="Dorpsfonds"' in again.content.decode()


@pytest.mark.parametrize("changes", [{"name": ""}, {"name": "…"}, {"valid_from_day": "32"}, {"label": "x" * 61}])
def test_a_wrong_new_scheme_makes_nothing(office: Client, changes: dict[str, str]) -> None:
    data = {"name": "Fonds", "label": "1", "valid_from_day": "1", "valid_from_month": "mei", "valid_from_year": "2027"}
    assert office.post(reverse("office_scheme_new"), data | changes).status_code == 422
    assert not Scheme.objects.exists()
