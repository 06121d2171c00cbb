"""Words about people in templates."""

from collections.abc import Mapping

from django.template import Library

register = Library()


@register.filter
def of_role(labels: Mapping[str, str], code: str) -> str:
    """`{{ labels|of_role:post.role.code }}`: what a role is called; its code when nobody named it."""
    return labels.get(code, code)
