"""Pages for what went wrong: what happened, that words are safe where they are, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Never shown again after a stale form: a password typed there must be typed anew.
_NEVER_ECHOED = {"csrfmiddlewaretoken", "password"}


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One page for what does not exist and for what belongs to somebody else."""
    return render(request, "entry/not-found.html", status=404)


def wrong(request: HttpRequest) -> HttpResponse:
    """Something of ours went wrong."""
    return render(request, "entry/wrong.html", {"reference": getattr(request, "reference", "")}, status=500)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request made no sense, or was larger than any page takes."""
    return render(request, "entry/not-understood.html", status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open so long that its form is no longer trusted; what was typed is shown and can be sent again."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NEVER_ECHOED
        for value in values
    ]
    return render(request, "entry/stale-form.html", {"typed": typed, "path": request.path}, status=403)
