"""Parts of a file that a browser asks for (RFC 9110, section 14): players ask for the beginning, the end and where
somebody jumps to. Safari plays no film without.

Django answers with whole files only. WhiteNoise knows ranges for files that everybody may have, but neither `If-Range`
nor a range of one byte; its reader of a part of a file is used here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe, quote_etag
from whitenoise.responders import SlicedFile

PART = 256 * 1024
_ONE_RANGE = re.compile(r"bytes[ \t]*=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.IGNORECASE)


def ranged(
    request: HttpRequest, content: File[bytes], *, size: int, content_type: str, mark: str, changed_at: datetime
) -> HttpResponseBase:
    """The file, or the one part of it that `request` asks for. `mark` is another for other content.

    200 whole, 206 a part, 304 not changed, 416 a part that is not there. Several parts at once get the whole, as the
    standard allows. Closes `content`.
    """
    etag, moment = quote_etag(mark), int(changed_at.timestamp())
    wanted = request.headers.get("Range", "") if request.method == "GET" and _still(request, etag, moment) else ""
    part = _part(wanted, size)
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=moment)
    if answer is None and part is not None and not part:
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if answer is None:
        answer = _answer(content, part or range(size), size, is_part=part is not None)
        answer["Content-Type"] = content_type
    else:
        content.close()
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(moment)
    # A part of a compressed film is no part of the film: the middleware that compresses looks at what was asked.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return answer


def _answer(content: File[bytes], part: range, size: int, *, is_part: bool) -> HttpResponseBase:
    sliced = SlicedFile(content, part.start, part.stop - 1)
    answer = StreamingHttpResponse(_read(sliced), status=206 if is_part else 200)
    answer["Content-Length"] = str(len(part))
    if is_part:
        answer["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    answer._resource_closers.append(sliced.close)  # type: ignore[attr-defined] # what FileResponse does too
    return answer


def _read(sliced: SlicedFile) -> Iterator[bytes]:
    while part := sliced.read(PART):
        yield part


def _still(request: HttpRequest, etag: str, moment: int) -> bool:
    """Whether what the browser has a part of is still what is here (`If-Range`); a weak mark says nothing of bytes."""
    condition = request.headers.get("If-Range", "").strip()
    if not condition or condition == etag:
        return True
    return parse_http_date_safe(condition) == moment


def _part(asked: str, size: int) -> range | None:
    """The bytes asked for: None for all of them, an empty range when they are not there."""
    found = _ONE_RANGE.fullmatch(asked.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        last = int(found[2])
        return range(max(size - last, 0), size) if last else range(0)
    start, end = int(found[1]), int(found[2]) if found[2] else size - 1
    if found[2] and end < start:
        return None
    return range(start, min(end, size - 1) + 1) if start < size else range(0)
