"""`{% load kk %}`: every component of the design system."""

from django.template import Library

from ..components import basics, places, records, words

register = Library()
for _part in (basics, places, records, words):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
