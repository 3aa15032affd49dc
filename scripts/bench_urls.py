"""The product's addresses and one more: a page to measure against, with layout, middleware, door and one query."""

from __future__ import annotations

from bench_pages import ONE_QUERY
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_safe

from steadyhand.config.urls import handler400, handler403, handler404, handler429, handler500
from steadyhand.config.urls import urlpatterns as product
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.web.entry.doors import VisitorRequest, signed_in

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

PAGE = """{% extends "base.html" %}{% block main %}<h1 class="govuk-heading-l">{{ council }}</h1>{% endblock %}"""


@require_safe
@signed_in
def one_query(request: VisitorRequest) -> HttpResponse:
    """As little as a page of somebody signed in can be: who they are, and one question to the database."""
    council = organisations.organisation(min(request.visitor.standing.councils))
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"council": council.name, "page_title": "One query"}, request))


urlpatterns = [*product, path(ONE_QUERY, one_query)]
