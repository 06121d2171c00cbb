"""Parts of a file, as players ask for them."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import File
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.utils.http import http_date

from kernkracht.web.ranges import ranged

CONTENT = bytes(range(100))
THEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _ask(method: str = "get", **headers: str) -> tuple[HttpResponseBase, bytes]:
    request = getattr(RequestFactory(), method)("/film/", headers={"accept-encoding": "gzip"} | headers)
    answer = ranged(request, File(io.BytesIO(CONTENT)), size=100, content_type="video/mp4", mark="abc", changed_at=THEN)
    assert "HTTP_ACCEPT_ENCODING" not in request.META, "a part of a compressed film is no part of the film"
    return answer, b"".join(answer) if isinstance(answer, StreamingHttpResponse) else b""


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-0", 0, 0),
        ("bytes=99-99", 99, 99),
        ("bytes=10-", 10, 99),
        ("bytes=90-500", 90, 99),
        ("bytes=-5", 95, 99),
        ("bytes=-500", 0, 99),
        ("Bytes = 3-4", 3, 4),
    ],
)
def test_a_part(asked: str, start: int, end: int) -> None:
    answer, content = _ask(range=asked)
    assert answer.status_code == 206
    assert content == CONTENT[start : end + 1]
    assert answer["Content-Range"] == f"bytes {start}-{end}/100"
    assert answer["Content-Length"] == str(len(content))
    assert answer["Content-Type"] == "video/mp4"
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "onzin"]
)
def test_what_cannot_be_read_or_is_several_parts_gets_the_whole(asked: str) -> None:
    answer, content = _ask(range=asked)
    assert (answer.status_code, content, answer["Content-Length"]) == (200, CONTENT, "100")
    assert "Content-Range" not in answer


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_part_that_is_not_there(asked: str) -> None:
    answer, _content = _ask(range=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ('"abc"', 206),
        ('"other"', 200),
        ('W/"abc"', 200),
        (http_date(THEN.timestamp()), 206),
        (http_date((THEN - timedelta(days=1)).timestamp()), 200),
        ("onzin", 200),
    ],
)
def test_a_part_of_another_film_is_not_glued_to_it(condition: str, status: int) -> None:
    answer, content = _ask(range="bytes=0-9", **{"if-range": condition})
    assert (answer.status_code, len(content)) == (status, 10 if status == 206 else 100)


def test_what_the_browser_has_already() -> None:
    answer, _content = _ask(**{"if-none-match": '"abc"'})
    assert answer.status_code == 304
    answer, _content = _ask(**{"if-none-match": '"old"'})
    assert answer.status_code == 200


def test_a_look_at_the_head_gets_no_part() -> None:
    answer, _content = _ask("head", range="bytes=0-1")
    assert (answer.status_code, answer["Content-Length"]) == (200, "100")
