"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Copy, Keeping, Personal, declare_keeping

declare_keeping(
    Keeping(
        "documents.StoredDocument",
        _("Bestanden"),
        Copy(),
        Personal(withheld={"sha256": "a number made from the file, which is given itself"}),
    ),
    Keeping(
        "documents.Letter",
        _("Brieven"),
        Copy(),
        Personal(
            withheld={
                "html": "the same letter as the PDF, which is given",
                "pdf_sha256": "a number made from the PDF, which is given itself",
                "template_version": "which text of the software was used",
            }
        ),
    ),
)
