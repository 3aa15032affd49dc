"""Small functions that every page part uses. None of them marks a value that a person wrote as safe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from django.forms.utils import flatatt
from django.template.loader import get_template
from django.utils.safestring import SafeString

# What a page cannot hold: controls other than tab and line ends, lone surrogates, non-characters.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
STAND_IN = "\N{REPLACEMENT CHARACTER}"


def joined(*names: object) -> str:
    """Class names or ids, joined by spaces; empty ones left out."""
    return " ".join(str(name) for name in names if name)


def attributes(extra: Mapping[str, Any] | None) -> SafeString:
    """
    Extra HTML attributes for an element, values escaped. The names come from templates, never from people.
    """
    return flatatt(dict(extra or {}))


def shown(value: object) -> object:
    """
    A typed value, fit to be shown again in the page.

    Characters that a page cannot hold are shown as U+FFFD, so that the person sees where they were. A value
    that is not text is returned unchanged.
    """
    return UNKEEPABLE.sub(STAND_IN, value) if isinstance(value, str) else value


def render(template: str, context: Mapping[str, Any]) -> SafeString:
    """Render one of the part's own templates with exactly this context."""
    # Rendered by a template with escaping on, so it is safe; the type of `render` does not say so.
    return cast(SafeString, get_template(f"components/{template}.html").render(dict(context)))
