"""Reading about volunteering: what anybody sees, what colleagues see, and who holds a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q, QuerySet

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village

from .models import (
    HelpWanted,
    InfoPage,
    InfoPageVersion,
    JuryMember,
    KnowledgeEntry,
    Nomination,
    PrizeRound,
    SupportPoint,
    VolunteerOffer,
)
from .page_text import as_html
from .workflow import PRIZE_WORKFLOW

LONGEST_TOKEN = 64


def support_point() -> SupportPoint | None:
    return SupportPoint.objects.first()


def help_wanted(on: date, village: Village | None = None) -> QuerySet[HelpWanted]:
    """What anybody may answer on a day, in one village or everywhere."""
    rows = HelpWanted.objects.open(on).select_related("village", "group")
    return rows.filter(village=village) if village else rows


def help_register() -> QuerySet[HelpWanted]:
    """Every request with the number of confirmed offers, open ones first."""
    confirmed = Count("offers", filter=~Q(offers__state=VolunteerOffer.State.UNCONFIRMED))
    rows = HelpWanted.objects.annotate(offer_count=confirmed).select_related("village", "group")
    return rows.order_by("-state", "village__sort_order", "title", "pk")


def offers_for(user: User, on: date) -> QuerySet[VolunteerOffer]:
    """Confirmed offers in the villages where the reader manages volunteering; those of no village for all of them."""
    own = villages_where(user.actor, Permission.MANAGE_VOLUNTEERS, on)
    rows = VolunteerOffer.objects.exclude(state=VolunteerOffer.State.UNCONFIRMED).filter(
        Q(village__in=own) | Q(village__isnull=True)
    )
    return rows.select_related("village", "help_wanted")


def new_offers(user: User, on: date) -> QuerySet[VolunteerOffer]:
    """Those that nobody handed over yet."""
    return offers_for(user, on).filter(state=VolunteerOffer.State.NEW)


def knowledge(
    user: User, on: date, theme: Theme | None = None, village: Village | None = None
) -> QuerySet[KnowledgeEntry]:
    """Confirmed entries that the reader may see (R93), of a theme and a village when given."""
    own = villages_where(user.actor, Permission.MANAGE_VOLUNTEERS, on)
    rows = KnowledgeEntry.objects.filter(confirmed_at__isnull=False, village__in=own)
    if theme is not None:
        rows = rows.filter(themes=theme)
    if village is not None:
        rows = rows.filter(village=village)
    return rows.select_related("village").prefetch_related("themes")


def offer_by_token(token: str) -> VolunteerOffer | None:
    return VolunteerOffer.objects.filter(token=token[:LONGEST_TOKEN]).select_related("help_wanted", "village").first()


def knowledge_by_token(token: str) -> KnowledgeEntry | None:
    return KnowledgeEntry.objects.filter(token=token[:LONGEST_TOKEN]).select_related("village").first()


def nomination_by_token(token: str) -> Nomination | None:
    """For who made it."""
    return Nomination.objects.filter(token=token[:LONGEST_TOKEN]).select_related("round").first()


def nomination_of_nominee(token: str) -> Nomination | None:
    """For who was nominated; only once who nominated proved their address."""
    rows = Nomination.objects.exclude(state=Nomination.State.UNCONFIRMED).select_related("round")
    return rows.filter(nominee_token=token[:LONGEST_TOKEN]).first()


def jury_member_by_token(token: str) -> JuryMember | None:
    return JuryMember.objects.filter(token=token[:LONGEST_TOKEN]).select_related("round").first()


def public_rounds() -> QuerySet[PrizeRound]:
    """Rounds that anybody may know of, the newest first."""
    return PrizeRound.objects.exclude(state=PrizeRound.State.DRAFT)


def winners(prizes: PrizeRound) -> QuerySet[Nomination]:
    """Who won, once that was announced; nobody before."""
    rows = Nomination.objects.filter(round=prizes, round__state=PrizeRound.State.ANNOUNCED).exclude(award="")
    return rows.select_related("village").order_by("award", "nominee_name", "pk")


def steps_of(prizes: PrizeRound) -> frozenset[str]:
    """The names of the steps that a round can take now."""
    return frozenset(step.name for step in PRIZE_WORKFLOW.available(prizes.state))


def jury_list(prizes: PrizeRound) -> QuerySet[Nomination]:
    """Nominations with consent, with `average` and `voted`, the highest first."""
    agreed = Nomination.objects.filter(round=prizes, state=Nomination.State.AGREED).select_related("village")
    scored = agreed.annotate(average=Avg("scores__points"), voted=Count("scores"))
    return scored.order_by("-average", "nominee_name", "pk")


@dataclass(frozen=True)
class PublishedPage:
    """An info page as people read it; `html` is safe."""

    page: InfoPage
    version: InfoPageVersion
    html: str


def published_page(code: str) -> PublishedPage | None:
    """The newest version of a page; None while nobody wrote one."""
    version = InfoPageVersion.objects.filter(page__code=code).select_related("page").order_by("-number").first()
    return PublishedPage(version.page, version, as_html(version.body)) if version else None


def published_codes() -> set[str]:
    """Which info pages have a text."""
    codes = InfoPageVersion.objects.values_list("page__code", flat=True).order_by()
    return set(codes.distinct())
