"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

declare_keeping(
    Keeping("jobs.BeatSlot", _("Werk op de klok"), Lasting("one row per job"), NoPerson("Names of jobs and faults.")),
    Keeping("jobs.WorkerSign", _("Tekens van leven"), Lasting("one row per running worker"), NoPerson("A process.")),
)
