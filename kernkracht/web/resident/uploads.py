"""A file input that takes several files. What is in them is checked where they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.odt,.docx"


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ACCEPTED, **(attrs or {})})


class ManyFilesField(forms.FileField):
    """Cleans to a list of uploads; no files is an empty list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
            return []
        return [super(ManyFilesField, self).clean(file, initial) for file in files]
