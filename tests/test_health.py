"""GET /healthz: in order, and each way of not being in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

from kernkracht.web import health

GOOD = {"status": "ok", "database": "ok", "migrations": "ok", "assets": "ok"}
SECRET = "hunter2"


@pytest.fixture(autouse=True)
def built_assets(tmp_path: Path, settings: Settings) -> Path:
    """A build folder with one style sheet."""
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "site.css").write_text("p { color: #000 }")
    settings.ASSETS_DIR = folder
    return folder


@pytest.fixture
def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Assets as on a server: hashed names, kept in a manifest."""
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "staticfiles.json").write_text('{"version": "1.1", "paths": {"site.css": "site.1.css"}, "hash": "1"}')
    monkeypatch.setattr(health, "staticfiles_storage", CompressedManifestStaticFilesStorage(location=folder))
    return folder


@pytest.mark.django_db
def test_all_in_order(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, GOOD)
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_it_asks_at_most_three_questions(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(3):
        client.get("/healthz")


@pytest.mark.django_db
def test_database_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError(f"connection to 10.0.0.1 failed for postgres://city:{SECRET}@10.0.0.1/city")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
    assert "does not answer" in answer.json()["database"]
    assert answer.json()["migrations"] == "Unknown without the database."
    assert SECRET not in answer.text
    assert "10.0.0.1" not in answer.text


@pytest.mark.django_db
def test_a_migration_waits(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("audit", "0001_initial")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "ok"
    assert answer.json()["migrations"] == "Not applied: audit.0001_initial. Run: kernkracht migrate"


@pytest.mark.django_db
def test_many_migrations_wait(client: Client) -> None:
    MigrationRecorder.Migration.objects.all().delete()
    said = client.get("/healthz").json()["migrations"]
    assert said.count(",") == 4
    assert " more. Run: kernkracht migrate" in said


@pytest.mark.django_db
def test_assets_not_built(client: Client, built_assets: Path) -> None:
    (built_assets / "site.css").unlink()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["assets"] == "The assets are not built. Run: make setup"


@pytest.mark.django_db
def test_assets_collected(client: Client, collected: Path) -> None:
    assert client.get("/healthz").json() == GOOD


@pytest.mark.django_db
def test_assets_not_collected(client: Client, collected: Path) -> None:
    (collected / "staticfiles.json").unlink()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "assets are missing" in answer.json()["assets"]


@pytest.mark.django_db
def test_only_reading_is_answered(client: Client) -> None:
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 405


def test_tests_serve_assets_without_a_manifest() -> None:
    assert type(storages["staticfiles"]) is StaticFilesStorage
