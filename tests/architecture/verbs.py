"""Writes say who and when; models of another context are not reached by their name in a string."""

import ast
from collections.abc import Iterator
from pathlib import Path

from architecture.source import PACKAGE, Finding, Module, context_ranks, dotted, modules

REACHERS = {"get_model", "get_app_config", "import_module", "import_string"}


def loose_operations(root: Path) -> list[Finding]:
    """Public functions of a context's operations that are not keyword-only or do not take `by` and `on`.

    Who wrote and on which day is part of every fact: no caller may leave it out, or swap two of one type.
    """
    found = []
    for context in context_ranks():
        for module in modules(root, f"contexts.{context}.operations"):
            for node in module.tree.body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                    wanting = _wanting(node.args)
                    if wanting:
                        found.append(module.finding(node.lineno, f"{node.name} {wanting}"))
    return found


def _wanting(arguments: ast.arguments) -> str:
    if arguments.posonlyargs or arguments.args or arguments.vararg:
        return "takes arguments by position: put `*` first, so that every caller names them"
    missing = {"by", "on"} - {argument.arg for argument in arguments.kwonlyargs}
    if missing:
        return f"takes no {' and no '.join(sorted(missing))}: a write says who acts and on which day"
    return ""


def reached_by_name(root: Path) -> list[Finding]:
    """Models of a context reached from outside it by a string, where the import contract cannot see."""
    return [finding for module in modules(root) for finding in _reaches(module)]


def _reaches(module: Module) -> Iterator[Finding]:
    names = module.imported
    for node in module.nodes:
        if not isinstance(node, ast.Call):
            continue
        called = dotted(node.func, names) or getattr(node.func, "attr", "")
        context = _context_named(node) if called.rpartition(".")[2] in REACHERS else None
        if context and not module.within(f"contexts.{context}"):
            yield module.finding(
                node.lineno, f"reaches the models of {context} by name: call its queries or operations"
            )


def _context_named(call: ast.Call) -> str | None:
    """The context whose models the call's first written string names, as a label or as a dotted module."""
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    if not arguments or not isinstance(arguments[0], ast.Constant) or not isinstance(arguments[0].value, str):
        return None
    text = arguments[0].value
    inside = text.removeprefix(f"{PACKAGE}.contexts.")
    first, _, rest = inside.partition(".")
    if inside != text and rest.partition(".")[0] != "models":
        return None
    return first if first in context_ranks() else None
