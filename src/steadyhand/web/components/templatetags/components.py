"""
One library for templates: the GOV.UK parts and our own parts. Their parameters are in the README beside
this folder.
"""

from django import template

from steadyhand.web.components import form_tags, govuk, layout, paging, parts

register = template.Library()
for library in (govuk.register, form_tags.register, layout.register, paging.register, parts.register):
    register.tags.update(library.tags)
    register.filters.update(library.filters)
