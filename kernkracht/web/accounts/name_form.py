"""Apart from the other forms, because the library reads it while it is still loading its own."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from kernkracht.community.people.models import User


class NameForm(forms.Form):
    """Asked when making an account, beside the address."""

    name = forms.CharField(max_length=150, required=False)

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"].strip()
        user.save()
