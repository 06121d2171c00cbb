"""The demo's cases: the registers of earlier years, mandates, and invented plans in every state.

Every invented plan is told by `seed/municipality/<name>/applications.yaml` as what happened so many days before today,
and lived through by the room's own actions, all plans together in order of time. So numbers, ledger, letters, mail and
the audit trail are what they would have been, and the demo is never old.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.grants.schemes.models import Scheme

from ..actions import import_register, send_term_warnings
from ..models import Mandate
from .living import live_through
from .mail import let_old_mail_rest
from .moments import timeline
from .seed import MandateSeed, RegisterSeed, Seed, read_seed

__all__ = ["load"]


def load(at: datetime) -> None:
    """Live through everything that leads to the demo as it is at `at`. A seed without cases loads nothing."""
    file = settings.DEMO_SEED_DIR / "applications.yaml"
    if not file.exists():
        return
    seed = read_seed(file)
    for mandate in seed.mandates:
        _give_mandate(mandate)
    for register in seed.registers:
        _import(seed, register)
    live_through(seed, timeline(seed.plans, at))
    send_term_warnings(at=at)
    let_old_mail_rest(seed, at)


def _give_mandate(given: MandateSeed) -> None:
    """Harmless to repeat: a mandate is known by its reference and its post."""
    post = Assignment.objects.get(user__email=given.user, role__code=Role.Code.DECISION_MAKER)
    mandate, _made = Mandate.objects.get_or_create(
        assignment=post,
        reference=given.reference,
        defaults={
            "max_amount_cents": given.up_to * 100 if given.up_to else None,
            "valid_from": given.since,
            "decides_for": list(given.decides_for),
        },
    )
    mandate.schemes.set(Scheme.objects.filter(slug__in=given.schemes))


def _import(seed: Seed, register: RegisterSeed) -> None:
    content = (settings.BASE_DIR / "seed" / "registers" / register.file).read_bytes()
    officer = User.objects.get(email=seed.office.policy)
    import_register(content=content, source=register.file, by=officer.actor, at=register.at)
