"""Engines and kernel: no clock, no chance, no reading or writing, no floats where law or money is exact."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from architecture.source import PACKAGE, Finding, Module, dotted, modules

PURE = ("engines", "kernel")
EXACT = ("engines.timescales", "engines.authority", "engines.payments", "kernel")

CLOCK = (
    "datetime.date.today",
    "datetime.datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "time.",
)
CLOCK_MODULES = ("datetime.", "time.")
CHANCE = ("random.", "secrets.", "uuid.uuid1", "uuid.uuid4")
OUTSIDE = ("os.", "io.open", "importlib.import_module", "sys.stdin", "sys.stdout", "sys.stderr", "sys.argv")
BUILT_IN = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
CLOCK_CALLS = {"today", "now", "utcnow"}
FILE_CALLS = {"read_text", "read_bytes", "write_text", "write_bytes"}
BY_NAME = ("operator.methodcaller", "operator.attrgetter")
SEEDED = {"default_rng", "Generator", "SeedSequence", "PCG64", "PCG64DXSM", "Philox", "SFC64"}
MONEY_WORDS = {"money", "pounds", "pence", "amount", "tariff", "price", "charge", "fee"}


def impure(root: Path) -> list[Finding]:
    """Every use of the clock, of chance or of the world outside in engines and kernel.

    The same inputs must give the same result next year: date of decision, seed and bytes are arguments.
    """
    return [finding for module in modules(root, *PURE) for finding in _impurities(module)]


def _impurities(module: Module) -> Iterator[Finding]:
    names = module.imported
    for node in module.nodes:
        if isinstance(node, ast.Call):
            yield from _impure_call(module, node, names)
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield from _impure_name(module, node, names)


def _impure_call(module: Module, node: ast.Call, names: dict[str, str]) -> Iterator[Finding]:
    called = dotted(node.func, names)
    if isinstance(node.func, ast.Attribute):
        if node.func.attr in CLOCK_CALLS and not called:
            yield module.finding(
                node.lineno, f"`.{node.func.attr}()` asks the clock: take the date as an argument"
            )
        if node.func.attr in FILE_CALLS and not _reads_own_table(module, node.func.value, names):
            yield module.finding(
                node.lineno, f"`.{node.func.attr}()` reaches a file: take the contents as an argument"
            )
    if called.startswith("numpy.random."):
        if called.rpartition(".")[2] not in SEEDED:
            yield module.finding(
                node.lineno, f"`{called}` draws from a shared source: use a generator made from a seed"
            )
        elif all(ast.unparse(given) == "None" for given in (*node.args, *(k.value for k in node.keywords))):
            yield module.finding(node.lineno, f"`{called}()` has no seed: take the seed as an argument")
    if called in BY_NAME and not _names_something_pure(node):
        yield module.finding(
            node.lineno, f"`{called}(...)` can ask the clock or reach a file: write out what is called"
        )
    if isinstance(node.func, ast.Name) and node.func.id == "getattr" and node.args:
        taken_from = dotted(node.args[0], names)
        if f"{taken_from}.".startswith(CLOCK_MODULES):
            yield module.finding(
                node.lineno, f"`getattr({taken_from}, ...)` can ask the clock: take the date as an argument"
            )
    if isinstance(node.func, ast.Name) and node.func.id in BUILT_IN and node.func.id not in names:
        yield module.finding(
            node.lineno, f"`{node.func.id}(...)` reads, writes or runs: engines and kernel only compute"
        )


def _names_something_pure(node: ast.Call) -> bool:
    """Whether what is taken by its name can be read here, and is neither of the clock nor of a file."""
    texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
    parts = {part for text in texts if isinstance(text, str) for part in text.split(".")}
    return isinstance(next(iter(texts), None), str) and not parts & (CLOCK_CALLS | FILE_CALLS)


def _reads_own_table(module: Module, read: ast.expr, names: dict[str, str]) -> bool:
    """Whether what is read is a file shipped inside the same engine: its parameters are part of its code."""
    while isinstance(read, ast.Call | ast.Attribute):
        if isinstance(read, ast.Call) and dotted(read.func, names) == "importlib.resources.files":
            package = read.args[0].value if read.args and isinstance(read.args[0], ast.Constant) else ""
            return package == ".".join(module.name.split(".")[:3])
        read = read.func if isinstance(read, ast.Call) else read.value
    return False


def _impure_name(module: Module, node: ast.Name | ast.Attribute, names: dict[str, str]) -> Iterator[Finding]:
    # A name is refused also where it is only handed on (`default_factory=date.today`), not called.
    name = dotted(node, names)
    if name.startswith(CLOCK):
        yield module.finding(node.lineno, f"`{name}` asks the clock: take the date as an argument")
    elif name.startswith(CHANCE):
        yield module.finding(node.lineno, f"`{name}` is chance: take a seed or the value as an argument")
    elif name.startswith(OUTSIDE):
        yield module.finding(node.lineno, f"`{name}` reaches outside: take what it would give as an argument")


def floats(root: Path) -> list[Finding]:
    """Floats and `float(...)` where law and money are exact; anywhere, `float(...)` of what is money.

    Half a penny rounds differently from one machine word to the next; pounds and pence do not.
    """
    found = []
    for module in modules(root):
        exact = module.within(*EXACT)
        for node in module.nodes:
            if exact and isinstance(node, ast.Constant) and isinstance(node.value, float):
                found.append(
                    module.finding(
                        node.lineno, f"the float {node.value!r}: write a whole number or a Decimal text"
                    )
                )
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
                if exact:
                    found.append(
                        module.finding(
                            node.lineno, "`float(...)` where law and money are exact: keep it a Decimal"
                        )
                    )
                elif any(_names_money(argument) for argument in node.args):
                    found.append(
                        module.finding(node.lineno, "`float(...)` of money: keep it a Money or a Decimal")
                    )
    return found


def _names_money(argument: ast.expr) -> bool:
    words: set[str] = set()
    for node in ast.walk(argument):
        if isinstance(node, ast.Name):
            words.update(node.id.lower().split("_"))
        elif isinstance(node, ast.Attribute):
            words.update(node.attr.lower().split("_"))
    return bool(words & MONEY_WORDS)


def kernel_imports(root: Path) -> list[Finding]:
    """Imports in the kernel of anything but the standard library and the kernel itself."""
    found = []
    for module in modules(root, "kernel"):
        for node in module.nodes:
            if isinstance(node, ast.Import):
                imported = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported = [node.module or ""]
            else:
                continue
            found += [
                module.finding(node.lineno, f"`{name}`: the kernel stands on the standard library alone")
                for name in imported
                if name.partition(".")[0] not in sys.stdlib_module_names
                and not f"{name}.".startswith(f"{PACKAGE}.kernel.")
            ]
    return found
