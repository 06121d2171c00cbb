"""The office keeps its figures, and takes in files whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.profiles.actions import load_figures
from kernkracht.community.profiles.models import Figure, FigureImport, VillageFigure
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
MAPPING = "buurtcode,kern\nBU99990000,Aa\n"
FIGURES = "code,inwoners,huishoudens\nGM9999,600,250\nBU99990000,100,40\n"


@pytest.fixture
def manager(client: Client) -> Client:
    load_figures(settings.BASE_DIR / "seed" / "figures.yaml")
    VillageFactory(name="Aa", slug="aa")
    return sign_in(client, officer_with(Permission.MANAGE_VILLAGES, code="administrator"))


def _answers(figures: str = FIGURES, mapping: str = MAPPING, **more: Any) -> dict[str, Any]:
    return {
        "file": SimpleUploadedFile("kern.csv", figures.encode()),
        "mapping": SimpleUploadedFile("buurt.csv", mapping.encode()),
        "on_day": "1",
        "on_month": "1",
        "on_year": "2024",
        "source": "CBS 2024",
        "skip": "",
        "only": "",
    } | more


def test_a_file_is_tried_taken_in_and_listed(manager: Client) -> None:
    url = reverse("office_figures_import")
    tried = manager.post(url, _answers(check="on")).content.decode()
    assert "Nagekeken, er is niets veranderd" in tried
    assert "Inwoners: de dorpen samen 100, de gemeente 600." in tried
    assert not VillageFigure.objects.exists()
    assert manager.post(url, _answers()).status_code == 302
    assert VillageFigure.objects.count() == 4
    page = manager.get(reverse("office_figures")).content.decode()
    assert "4 nieuw, 0 veranderd, 0 hetzelfde." in page
    assert "CBS 2024" in page
    assert "kern.csv" in page


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (_answers(figures=FIGURES.replace("100", "veel")), "kern.csv: Regel 3, inwoners: “veel” is geen getal."),
        (_answers(mapping=MAPPING.replace("Aa", "Bee")), "Regel 2, kern: Het dorp “Bee” kennen wij niet."),
        (_answers(on_year="2099"), "Deze dag moet nog komen."),
        (_answers(figures=FIGURES.replace("huishoudens", "iets")), "Regel 1, iets: Deze kolom kennen wij niet."),
    ],
    ids=["number", "village", "day", "column"],
)
def test_what_is_wrong_is_told_and_nothing_is_taken_in(manager: Client, answers: dict[str, Any], said: str) -> None:
    answer = manager.post(reverse("office_figures_import"), answers)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="CBS 2024"' in answer.content.decode()
    assert not FigureImport.objects.exists()


def test_an_unknown_column_can_be_skipped(manager: Client) -> None:
    answers = _answers(figures=FIGURES.replace("huishoudens", "iets"), skip="iets, ")
    assert manager.post(reverse("office_figures_import"), answers).status_code == 302


def test_a_figure_is_changed_and_a_refusal_keeps_the_answers(manager: Client) -> None:
    url = reverse("office_figure", args=["owner-occupied"])
    page = manager.get(url).content.decode()
    assert "gewogen naar huishoudens" in page
    assert 'value="koopwoningen_pct, Koopwoningen_41, p_koopw"' in page
    answers = {
        "label": "Eigen huis",
        "explanation": "",
        "heading": "Wonen",
        "sort_order": "5",
        "decimals": "0",
        "lower_limit": "25",
        "columns": "koop, inwoners",
    }
    refused = manager.post(url, answers)
    assert refused.status_code == 422
    assert "De kolom inwoners hoort al bij “Inwoners”." in refused.content.decode()
    assert 'value="koop, inwoners"' in refused.content.decode()
    assert manager.post(url, answers | {"columns": "koop"}).status_code == 302
    row = Figure.objects.get(code="owner-occupied")
    assert (row.label, row.lower_limit, row.is_shown, row.columns) == ("Eigen huis", 25, False, ["koop"])
    assert "Niet te zien" in manager.get(reverse("office_figures")).content.decode()
    for code, said in (("age-0-15", "als deel van: inwoners"), ("urbanity", "uit één buurt")):
        assert said in manager.get(reverse("office_figure", args=[code])).content.decode()


def test_without_figures_the_list_says_what_to_do(client: Client) -> None:
    sign_in(client, officer_with(Permission.MANAGE_VILLAGES, code="administrator"))
    assert "kernkracht figures usual" in client.get(reverse("office_figures")).content.decode()
