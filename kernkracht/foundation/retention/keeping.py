"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .declarations import Keeping, Lasting, NoPerson, Passing, declare_keeping

_PROOF = Lasting("proof of what was destroyed, when and on which ground (Archiefbesluit)")

declare_keeping(
    Keeping("retention.RetentionTerm", _("Bewaartermijnen"), Lasting("dated settings"), NoPerson("Years and sources.")),
    Keeping(
        "retention.ClassChoice",
        _("Keuzes van de archivaris"),
        Lasting("why one thing is kept longer must stay known"),
        NoPerson("A class and a reason; the form asks for no names."),
    ),
    Keeping("retention.DestructionList", _("Vernietigingslijsten"), _PROOF, NoPerson("Days, and a role.")),
    Keeping("retention.DestructionItem", _("Regels van lijsten"), _PROOF, NoPerson("Numbers, classes and days.")),
    Keeping(
        "retention.DestructionCertificate",
        _("Verklaringen van vernietiging"),
        Lasting("proof of what was destroyed; it owns its letter, which names no person"),
        NoPerson("Counts, classes, a role and a day."),
    ),
    Keeping("retention.FileToRemove", _("Nog te wissen bestanden"), Passing("remove files"), NoPerson("Paths.")),
    Keeping(
        "retention.PersonRequest",
        _("Verzoeken om inzage of verwijdering"),
        Lasting("shows that the AVG was kept"),
        NoPerson("Counts, and how the identity was checked; whom it was about is not kept."),
    ),
)
