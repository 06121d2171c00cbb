"""Words of the office's pages for codes of the domain. Codes stay in the address and the database, words stay here."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernkracht.grants.applications.models import ApplicationState, Outcome
from kernkracht.grants.applications.queries import Link

VIEW_LABELS: Mapping[str, str | Promise] = {
    "all": _("Alles"),
    "mine": _("Van mij"),
    "unassigned": _("Niet verdeeld"),
    "late": _("Te laat"),
    "waiting": _("Wacht op inwoner"),
    "to_decide": _("Te besluiten"),
    "advice": _("Advies gevraagd"),
}
TERM_LABELS: Mapping[str, str | Promise] = {
    "late": _("Te laat"),
    "week": _("Binnen 7 dagen"),
    "later": _("Later dan 7 dagen"),
}
STATE_BADGES: Mapping[str, tuple[str, str]] = {
    ApplicationState.SUBMITTED: ("", ""),
    ApplicationState.ASSESSING: ("info", ""),
    ApplicationState.AWAITING_COMPLETION: ("warn", "pause"),
    ApplicationState.PROPOSED: ("warn", "stamp"),
    ApplicationState.GRANTED: ("ok", "check"),
    ApplicationState.REFUSED: ("late", "close"),
    ApplicationState.NOT_TREATED: ("", "close"),
    ApplicationState.REFERRED: ("", "arrow"),
    ApplicationState.WITHDRAWN: ("", "close"),
}
"""State → kind and icon of its badge."""
LINK_LABELS: Mapping[str, str | Promise] = {
    Link.APPLICANT: _("zelfde aanvrager"),
    Link.ORGANISATION: _("zelfde organisatie"),
    Link.ACCOUNT: _("zelfde rekening"),
    Link.STREET: _("zelfde straat"),
    Link.ACTIVITY: _("lijkt op dit plan"),
}
OUTCOME_BADGES: Mapping[str, str] = {
    Outcome.GRANT: "ok",
    Outcome.REFUSE: "late",
    Outcome.CARRY_OVER: "info",
    Outcome.REFER: "info",
    Outcome.NOT_TREAT: "",
}
