"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByEmail,
    Copy,
    Keeping,
    Lasting,
    NoPerson,
    Personal,
    declare_keeping,
)

declare_keeping(
    Keeping(
        "notices.OutboxMessage",
        _("Berichten"),
        Copy(about=("subject_type", "subject_id"), owns=("letter",)),
        Personal(
            owners=(ByEmail("recipient_email"),),
            withheld={
                "body_html": "the same message as its text, which is given",
                "unique_key": "keeps the message from being sent twice",
                "unsubscribe_url": "a link that ends mail like this",
            },
        ),
    ),
    Keeping(
        "notices.MessageTemplate",
        _("Teksten van berichten"),
        Lasting("earlier versions say what was sent then"),
        NoPerson("The municipality's own standard texts."),
    ),
)
