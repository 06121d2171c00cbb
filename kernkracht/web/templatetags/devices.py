"""What a page tells the device it is read on."""

from typing import Any

from django.template import Library

from kernkracht.community.people.models import User
from kernkracht.web.office.visits.device import account_key

register = Library()


@register.simple_tag(takes_context=True)
def device_key(context: Any) -> str:
    """`{% device_key as account %}`: the name under which a colleague’s device keeps notes; "" for anybody else."""
    user = context["request"].user
    return account_key(user) if isinstance(user, User) and user.is_staff else ""
