"""Reading source as text and syntax trees, from any root, so that a check can be run on a planted copy."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src"
PACKAGE = "steadyhand"


@cache
def context_ranks() -> dict[str, int]:
    """Each context with its height, lowest 1, as the import contract says it: neighbours share a height."""
    pyproject = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "contexts")
    return {
        name.strip(): height
        for height, layer in enumerate(reversed(layers), start=1)
        for name in layer.split("|")
    }


@dataclass(frozen=True, order=True)
class Finding:
    """One broken rule: where it is, and what to do instead."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Module:
    """One Python file under a source root. `name` is dotted and, for a package, without `__init__`."""

    path: Path
    name: str
    relative: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parse(self.text, self.relative)

    @property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, walked once for all checks."""
        return _nodes(self.text, self.relative)

    @property
    def imported(self) -> dict[str, str]:
        """What each imported name stands for (`imported_names`)."""
        return _imported(self.text, self.relative)

    def within(self, *packages: str) -> bool:
        """Whether this module is one of the packages (named below `steadyhand`) or lies inside one."""
        return any(f"{self.name}.".startswith(f"{PACKAGE}.{package}.") for package in packages)

    def finding(self, line: int, what: str) -> Finding:
        return Finding(self.relative, line, what)


@cache
def _parse(text: str, filename: str) -> ast.Module:
    return ast.parse(text, filename)


@cache
def _nodes(text: str, filename: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(_parse(text, filename)))


@cache
def _imported(text: str, filename: str) -> dict[str, str]:
    return imported_names(_parse(text, filename))


def modules(root: Path, *packages: str) -> Iterator[Module]:
    """Every Python module of the package under `root`, or only those inside the named packages."""
    for path in sorted((root / PACKAGE).rglob("*.py")):
        relative = path.relative_to(root)
        parts = relative.with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        module = Module(path, name, relative.as_posix(), path.read_text(encoding="utf-8"))
        if not packages or module.within(*packages):
            yield module


def imported_names(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: `{"dt": "datetime", "today": "datetime.date.today"}`."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.AST, names: dict[str, str]) -> str:
    """The full dotted name of something imported, or "" for the rest: a value called `time` is no module."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        before = dotted(node.value, names)
        return f"{before}.{node.attr}" if before else ""
    return ""


def is_sentence(text: str | None) -> bool:
    """Whether the first paragraph reads as a sentence: a capital or a quoted name first, a full stop last."""
    first = (text or "").strip().split("\n\n")[0].strip()
    return (
        len(first.split()) > 1
        and (first[0].isupper() or first[0] in "`\"'")
        and first.endswith((".", "?", ".)"))
    )


def committed_files(repository: Path) -> list[Path]:
    """Files that are committed or would be by `git add .`; raises if git cannot say."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = [repository / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def report(findings: list[Finding]) -> str:
    return "\n".join(str(finding) for finding in sorted(findings))
