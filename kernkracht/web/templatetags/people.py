"""Words about people in templates."""

from collections.abc import Mapping

from django.template import Library
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Assignment

register = Library()


@register.filter
def of_role(labels: Mapping[str, str], code: str) -> str:
    """`{{ labels|of_role:post.role.code }}`: what a role is called; its code when nobody named it."""
    return labels.get(code, code)


@register.filter
def served(post: Assignment) -> str:
    """`{{ post|served }}`: “Alle dorpen”, or the names; fetch the villages with the posts."""
    if post.all_villages:
        return _("Alle dorpen")
    return ", ".join(village.name for village in post.villages.all()) or _("Geen dorp")


@register.filter
def period(post: Assignment) -> str:
    """`{{ post|period }}`: “sinds 1 maart 2027”, or from the first to and including the last day."""
    first = date_format(post.valid_from, "j F Y")
    if post.valid_until is None:
        return _("sinds %(first)s") % {"first": first}
    last = date_format(post.valid_until, "j F Y")
    return _("%(first)s tot en met %(last)s") % {"first": first, "last": last}
