"""What people see comes from loaders and operations: no query is written where nobody has asked who is looking."""

import ast
from collections.abc import Iterator
from pathlib import Path

from architecture.source import PACKAGE, Finding, Module, dotted, modules

SEEN_BY_PEOPLE = ("web", "api")
MANAGERS = {"objects", "_default_manager", "_base_manager"}
DRIVERS = ("django.db.connection", "django.db.connections")
# By module: what it may ask the database for by itself, because it is about no child.
ALLOWED = {
    f"{PACKAGE}.web.entry.views": {f"{PACKAGE}.foundations.access.models.Installation.objects"},
    f"{PACKAGE}.web.entry.passwords": {f"{PACKAGE}.foundations.access.models.Account.objects"},
    f"{PACKAGE}.web.entry.health": {"django.db.connection"},
}


def own_queries(root: Path) -> list[Finding]:
    """Managers of models, and connections to the database, in the rooms that people and programs see."""
    return [finding for module in modules(root, *SEEN_BY_PEOPLE) for finding in _asked(module)]


def _asked(module: Module) -> Iterator[Finding]:
    names = module.imported
    for node in module.nodes:
        name = dotted(node, names)
        if name in ALLOWED.get(module.name, ()):
            continue
        if _manager(node) in MANAGERS:
            yield module.finding(node.lineno, "asks for rows by itself: have a loader check who is looking")
        elif name in DRIVERS:
            yield module.finding(
                node.lineno, "speaks to the database by itself: call a loader or an operation"
            )


def _manager(node: ast.AST) -> str:
    """The name that is taken from something: written out, or given to `getattr` as a text."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        given = node.args[1] if len(node.args) > 1 else None
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            return given.value
    return ""
