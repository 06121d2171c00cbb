"""The office reads in what partners count, and notes trends."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.people.models import Assignment
from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.observations.models import PartnerCount, ReportKind, TrendNote
from tests.factories.partners import PartnerFactory
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db


def test_from_a_kind_to_numbers_and_a_trend(client: Client) -> None:
    sign_in(client, officer_with(Permission.MANAGE_PARTNERS, Permission.HANDLE_QUESTION))
    assert "Nog geen dorpen" in client.get(reverse("office_partner_counts")).content.decode()
    village, partner = VillageFactory(name="Lienden", slug="lienden"), PartnerFactory()
    assert client.post(reverse("office_report_kind_add"), {"label": "", "sort_order": 1}).status_code == 422
    client.post(reverse("office_report_kind_add"), {"label": "Afval", "sort_order": 1, "is_active": "on"})
    kind = ReportKind.objects.get()
    assert client.get(reverse("office_report_kind", args=[kind.pk])).status_code == 200
    assert "Afval" in client.get(reverse("office_report_kinds")).content.decode()

    url, month = reverse("office_partner_counts_import"), timezone.localdate().strftime("%Y-%m")
    text = f"dorp;soort;maand;aantal\nLienden;Afval;{month};7\n"
    wrong = SimpleUploadedFile("a.csv", text.replace("Lienden", "Atlantis").encode())
    refused = client.post(url, {"partner": partner.pk, "file": wrong})
    assert refused.status_code == 422
    assert "Regel 2: Dit dorp kennen wij niet" in refused.content.decode()
    assert not PartnerCount.objects.exists()
    good = SimpleUploadedFile("a.csv", text.encode())
    assert client.post(url, {"partner": partner.pk, "file": good}).status_code == 302
    page = client.get(reverse("office_partner_counts"), {"dorp": "lienden"}).content.decode()
    assert "Afval" in page
    assert ">7<" in page

    trend = reverse("office_trend_add")
    assert client.post(trend, {"village": village.pk, "text": "Bel mevrouw De Vries."}).status_code == 422
    assert client.post(trend, {"village": village.pk, "text": "Meer afval."}).status_code == 302
    assert TrendNote.objects.get().text == "Meer afval."


def test_the_counts_open_on_a_village_of_the_reader(client: Client) -> None:
    VillageFactory(name="Asch", slug="asch", sort_order=1)
    mine = VillageFactory(name="Zoelen", slug="zoelen", sort_order=2)
    officer = officer_with(Permission.READ_OFFICE, Permission.MANAGE_PARTNERS)
    page, heading = reverse("office_partner_counts"), ">Zoelen</h2>"
    sign_in(client, officer)
    assert heading not in client.get(page).content.decode(), "who serves all villages starts with the first"
    Assignment.objects.update(all_villages=False)
    Assignment.objects.get().villages.add(mine)
    assert heading in client.get(page).content.decode()
    assert ">Asch</h2>" in client.get(page, {"dorp": "asch"}).content.decode()
