"""The certificate of a destruction, as a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.notices.kinds import NoticeContext, register_notice


@dataclass(frozen=True)
class CertificateLine:
    """How much of one class went, on which ground."""

    data_class: str
    label: str
    source: str
    years: int
    count: int


@dataclass(frozen=True)
class CertificateContext(NoticeContext):
    """Facts of a destruction: counts, classes, days and a role; nothing that leads to a person."""

    number: str = "12"
    as_of: date = date(2026, 11, 1)
    lines: tuple[CertificateLine, ...] = (
        CertificateLine("granted", "Subsidie toegekend", "Selectielijst gemeenten 2020, 8.1.7 en 8.1.8", 7, 14),
        CertificateLine("refused", "Subsidie afgewezen", "Selectielijst gemeenten 2020, 8.2", 5, 3),
    )
    destroyed: int = 17
    taken_off: int = 1
    held: int = 0
    ended_from: date | None = date(2018, 3, 1)
    ended_until: date | None = date(2019, 10, 30)
    approver_role: str = "archivaris"
    approved_on: date = date(2026, 11, 3)
    executed_on: date = date(2026, 11, 3)


CERTIFICATE = register_notice(
    "destruction_certificate", title=_("Verklaring van vernietiging"), example=CertificateContext()
)
