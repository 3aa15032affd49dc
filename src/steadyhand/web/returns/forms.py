"""The form in which a council hands over its return."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from steadyhand.engines.ssda903.places import authority
from steadyhand.engines.ssda903.year import YEARS


class SeveralFiles(forms.ClearableFileInput):
    """A box for one file or more."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files as a list; empty where none was chosen and none is needed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=SeveralFiles(), **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Each file on its own, as a single one is looked over."""
        given = [one for one in data if one] if isinstance(data, list) else [data] if data else []
        if not given:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(one, initial) for one in given]


class ReturnForm(forms.Form):
    """Which return it is, and its files."""

    this = FilesField(
        label="This year’s files",
        help_text="CSV files, a zip of them, or the XML",
        allow_empty_file=True,
        error_messages={"required": "Choose this year’s files"},
    )
    last = FilesField(label="Last year’s files, if you have them", required=False, allow_empty_file=True)
    providers = FilesField(
        label="Ofsted’s lists, if you have them",
        help_text="Workbooks (xlsx) of registered homes and agencies",
        required=False,
        allow_empty_file=True,
    )
    year = forms.ChoiceField(
        label="Which year’s rules",
        choices=[(year, f"{year[:4]} to {int(year[:4]) + 1}") for year in reversed(YEARS)],
        widget=forms.RadioSelect,
        initial=YEARS[-1],
        error_messages={"required": "Choose a year", "invalid_choice": "Choose a year"},
    )
    authority = forms.CharField(
        label="Code of your council",
        help_text="Nine characters, such as E08000035. It decides what counts as inside the council’s area.",
        max_length=20,
        error_messages={"required": "Enter the code of your council"},
    )
    looks = {
        "year": {"small": True, "inline": True},
        "authority": {"width": 10, "attributes": {"spellcheck": "false"}},
    }

    def clean_authority(self) -> str:
        """The code, if a council that answers for children has it."""
        try:
            return authority(self.cleaned_data["authority"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
