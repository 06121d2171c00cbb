"""The public register of granted money: on a page, as CSV and as JSON, all of one filter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.villages.queries import municipality
from kernkracht.foundation.money import to_euro_number
from kernkracht.grants.applications.queries import granted_by, public_plans, public_rows

from ..choosing import Choice, Options, read_choice, wants_part
from ..kept import kept
from ..presenters import applicant_of, in_plans, title_of
from .files import COLUMNS, LICENCE, as_csv, as_json

PAGE_SIZE = 50
FILTERS = ("text", "village", "scheme", "year")


@require_safe
@kept
def register(request: HttpRequest) -> HttpResponse:
    """`/register/`."""
    options = Options.read()
    choice = read_choice(request, options, allowed=FILTERS)
    page = public_plans(choice.wanted, page=choice.page, size=PAGE_SIZE)
    context = {
        "choice": choice,
        "wanted": choice.wanted,
        "options": options,
        "page": page,
        "rows": [(plan, title_of(plan), applicant_of(plan)) for plan in page.object_list],
        "chips": choice.chips(options),
        "granted": page.granted,
        "found": in_plans(page.paginator.count),
        "columns": [(name, label) for name, (label, _read) in COLUMNS.items()],
        "licence": LICENCE,
    }
    part = "public/register/found.html"
    return render(request, part if wants_part(request) else "public/register/register.html", context)


def _choice(request: HttpRequest) -> Choice:
    return read_choice(request, Options.read(), allowed=FILTERS)


def _refused(choice: Choice) -> HttpResponse:
    """A download with a filter that does not exist would look complete while it is not; so there is none."""
    lines = [*choice.faults, _("Kies de filters op de pagina van het register, en download daar.")]
    return HttpResponse("\n".join(lines), status=400, content_type="text/plain; charset=utf-8")


@require_safe
def register_csv(request: HttpRequest) -> HttpResponseBase:
    """`/register.csv`: comma separated, UTF-8, one header line, sent while it is read."""
    choice = _choice(request)
    if choice.faults:
        return _refused(choice)
    return _file(as_csv(public_rows(choice.wanted)), "text/csv; charset=utf-8; header=present", "csv")


@require_safe
def register_json(request: HttpRequest) -> HttpResponseBase:
    """`/register.json`: what it is, under which licence, what each column means, and the rows."""
    choice = _choice(request)
    if choice.faults:
        return _refused(choice)
    granted = granted_by(choice.wanted)
    header = {
        "title": _("Register van toegekend geld voor plannen"),
        "publisher": municipality().name,
        "definition": _(
            "Alle aanvragen waarvoor geld is toegekend en niet ingetrokken. Het jaar is het begrotingsjaar. "
            "Namen van inwoners staan er niet in."
        ),
        "licence": LICENCE,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "filter": {name: getattr(choice.wanted, name) for name in FILTERS},
        "columns": {name: str(label) for name, (label, _read) in COLUMNS.items()},
        "count": granted.plans,
        "granted_total_eur": to_euro_number(granted.cents),
    }
    return _file(as_json(header, public_rows(choice.wanted)), "application/json", "json")


def _file(parts: object, kind: str, ending: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(parts, content_type=kind)  # type: ignore[arg-type]  # an iterator of text
    answer["Content-Disposition"] = f'attachment; filename="register.{ending}"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
