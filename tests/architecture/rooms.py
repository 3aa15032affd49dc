"""What people see comes from loaders and operations: no query is written where nobody has asked who is looking."""

import ast
from collections.abc import Iterator
from pathlib import Path

from architecture.source import PACKAGE, Finding, Module, dotted, modules

# What people and programs see, and what computes: neither has anybody of whom it could ask who is looking.
ASK_NOTHING = ("web", "api", "engines", "kernel")
MANAGERS = {"objects", "_default_manager", "_base_manager"}
DRIVERS = ("django.db.connection", "django.db.connections")
LOADED = "sys.modules"
# By module: what it may ask the database for by itself, because it is about no child.
ALLOWED = {
    f"{PACKAGE}.web.entry.views": {f"{PACKAGE}.foundations.access.models.Installation.objects"},
    f"{PACKAGE}.web.entry.passwords": {f"{PACKAGE}.foundations.access.models.Account.objects"},
    f"{PACKAGE}.web.entry.health": {"django.db.connection"},
}


def own_queries(root: Path) -> list[Finding]:
    """Managers of models, and ways to the database or to what others have loaded, in rooms that ask nothing."""
    return [finding for module in modules(root, *ASK_NOTHING) for finding in _asked(module)]


def _asked(module: Module) -> Iterator[Finding]:
    names = module.imported
    for node in module.nodes:
        name = dotted(node, names)
        if name in ALLOWED.get(module.name, ()):
            continue
        manager = _manager(node)
        if manager in MANAGERS or manager.endswith("_set"):
            yield module.finding(node.lineno, "asks for rows by itself: have a loader check who is looking")
        elif name in DRIVERS:
            yield module.finding(
                node.lineno, "speaks to the database by itself: call a loader or an operation"
            )
        elif name == LOADED:
            yield module.finding(node.lineno, "reaches what others have loaded: import what you use")


def _manager(node: ast.AST) -> str:
    """The name that is taken from something: written out, or given to `getattr` as a text."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        given = node.args[1] if len(node.args) > 1 else None
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            return given.value
    return ""
