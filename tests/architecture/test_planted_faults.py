"""Every rule is shown to bite: a fault planted in a copy of the source must be found where it was planted."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from architecture import committed, purity, rooms, shape, verbs
from architecture.imports import broken_contracts
from architecture.source import PACKAGE, REPOSITORY, SOURCE, Finding

IMPORT_FAULTS = {
    "a context imports the web": ("1", {"contexts.cases.queries": "from steadyhand.web import today"}),
    "the web imports the API": ("1", {"web.planted": "from steadyhand import api"}),
    "a foundation imports a context": (
        "1",
        {"foundations.audit.planted": "from steadyhand.contexts import cases"},
    ),
    "the kernel imports an engine": ("1", {"kernel.planted": "from steadyhand.engines import timescales"}),
    "an engine imports a context's queries": (
        "1",
        {
            "contexts.cases.queries": "",
            "engines.timescales.planted": "from steadyhand.contexts.cases import queries",
        },
    ),
    "a room that is in no layer": ("1", {"reports.__init__": '"""Reports."""'}),
    "organisations import cases": (
        "2",
        {
            "contexts.cases.queries": "",
            "contexts.organisations.queries": "import steadyhand.contexts.cases.queries",
        },
    ),
    "neighbours on one height import each other": (
        "2",
        {"contexts.voice.queries": "import steadyhand.contexts.workforce"},
    ),
    "a context that is in no layer": ("2", {"contexts.schools.__init__": '"""Schools."""'}),
    "models import operations": (
        "3",
        {
            "contexts.cases.operations": "",
            "contexts.cases.models": "from steadyhand.contexts.cases import operations",
        },
    ),
    "models reach operations by way of the app": (
        "3",
        {
            "contexts.voice.operations": "",
            "contexts.voice.apps": "from steadyhand.contexts.voice import operations",
            "contexts.voice.models": "from steadyhand.contexts.voice import apps",
        },
    ),
    "a module of a context outside its layers": ("3", {"contexts.cases.signals": ""}),
    "an engine imports Django": ("4", {"engines.timescales.planted": "from django.utils import timezone"}),
    "an engine imports a database driver": ("4", {"engines.ssda903.planted": "import sqlite3"}),
    "the kernel imports random": ("4", {"kernel.planted": "import random"}),
    "an engine imports paths": ("4", {"engines.measures.planted": "from pathlib import Path"}),
    "an engine imports the network": ("4", {"engines.foresight.planted": "import urllib.request"}),
    "an engine other than ssda903 reads bytes": (
        "4a",
        {"engines.payments.planted": "from io import BytesIO"},
    ),
    "one engine imports another": ("5", {"engines.payments.planted": "import steadyhand.engines.measures"}),
    "another context's models are imported": (
        "6",
        {
            "contexts.organisations.models": "",
            "contexts.cases.gather": "import steadyhand.contexts.organisations.models",
        },
    ),
    "the web imports models": (
        "6",
        {"contexts.cases.models": "", "web.planted": "from steadyhand.contexts.cases import models"},
    ),
    "neighbours import each other": (
        "7",
        {
            "web.find.planted": "from steadyhand.web.today import planted",
            "web.today.planted": "from steadyhand.web.find import planted",
        },
    ),
    "the web imports queries": (
        "9",
        {"web.find.views": "from steadyhand.contexts.cases import queries as planted"},
    ),
    "the web asks by itself who may see whom": (
        "9",
        {"web.find.views": "from steadyhand.contexts.cases.permissions.visibility import visible_to"},
    ),
    "the door asks by itself who may see whom": (
        "9",
        {"web.entry.doors": "from steadyhand.contexts.cases.permissions.visibility import visible_to"},
    ),
    "the web gathers facts": ("9", {"web.today.views": "import steadyhand.contexts.cases.gather"}),
    "the API imports queries of organisations": (
        "9",
        {"api.planted": "from steadyhand.contexts.organisations.queries import career"},
    ),
    "money is reckoned in arrays": ("8", {"engines.payments.planted": "import numpy as np"}),
}


@pytest.mark.parametrize(("contract", "planted"), IMPORT_FAULTS.values(), ids=IMPORT_FAULTS)
def test_an_import_fault_breaks_its_contract(
    copied_source: Path, contract: str, planted: dict[str, str]
) -> None:
    for module, code in planted.items():
        plant(copied_source, module, code)
    assert contract in broken_contracts(copied_source)


def test_the_unplanted_copy_breaks_no_contract(copied_source: Path) -> None:
    assert broken_contracts(copied_source) == set()


def test_bytes_may_be_handed_to_ssda903(copied_source: Path) -> None:
    plant(copied_source, "engines.ssda903.planted", "import io")
    assert broken_contracts(copied_source) == set()


FOR_TYPES = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import "


def test_a_type_may_name_another_contexts_model(copied_source: Path, counting_type_checking: Path) -> None:
    plant(copied_source, "contexts.organisations.models", "")
    plant(copied_source, "contexts.cases.gather", f"{FOR_TYPES}steadyhand.contexts.organisations.models")
    assert broken_contracts(copied_source) == set()
    assert broken_contracts(copied_source, config=counting_type_checking) == {"6"}


def test_a_type_may_not_name_a_higher_room(copied_source: Path, counting_type_checking: Path) -> None:
    plant(copied_source, "contexts.organisations.queries", f"{FOR_TYPES}steadyhand.contexts.cases")
    assert "2" in broken_contracts(copied_source, config=counting_type_checking)


def test_a_linter_that_cannot_run_is_not_taken_for_kept(copied_source: Path) -> None:
    plant(copied_source, "kernel.planted", "def")
    with pytest.raises(AssertionError, match="did not run to its end"):
        broken_contracts(copied_source)


Check = Callable[[Path], list[Finding]]
IMPURE = "engines.timescales.planted"
OPERATIONS = "contexts.agreements.operations"
SOURCE_FAULTS: dict[str, tuple[Check, str, str]] = {
    "today's date": (purity.impure, IMPURE, "from datetime import date\n\nTODAY = date.today()"),
    "the clock handed on": (purity.impure, IMPURE, "import datetime as dt\n\nASK = dt.date.today"),
    "now": (
        purity.impure,
        "kernel.planted",
        "from datetime import datetime, timezone\n\nN = datetime.now(timezone.utc)",
    ),
    "utcnow": (purity.impure, "kernel.planted", "import datetime\n\nN = datetime.datetime.utcnow()"),
    "today of a value": (purity.impure, IMPURE, "def day(first):\n    return first.today()"),
    "the machine's seconds": (purity.impure, IMPURE, "from time import time as seconds\n\nN = seconds()"),
    "chance": (purity.impure, "kernel.planted", "import random\n\nN = random.random()"),
    "a random identifier": (purity.impure, IMPURE, "from uuid import uuid4\n\nN = uuid4()"),
    "today by its name": (
        purity.impure,
        IMPURE,
        "import datetime as dt\n\nASK = getattr(dt.date, 'to' 'day')",
    ),
    "the machine's seconds by their name": (
        purity.impure,
        IMPURE,
        "import time\n\nASK = getattr(time, NAME)",
    ),
    "today called by its name": (
        purity.impure,
        IMPURE,
        "from datetime import date\nfrom operator import methodcaller\n\nN = methodcaller('today')(date)",
    ),
    "today taken by its name": (
        purity.impure,
        IMPURE,
        "import datetime\nimport operator as op\n\nN = op.attrgetter('date.today')(datetime)()",
    ),
    "something called by a name that cannot be read": (
        purity.impure,
        "kernel.planted",
        "from operator import methodcaller\n\ndef ask(name, of):\n    return methodcaller(name)(of)",
    ),
    "a generator without a seed": (
        purity.impure,
        "engines.foresight.planted",
        "import numpy\n\nR = numpy.random.default_rng()",
    ),
    "a generator seeded with nothing": (
        purity.impure,
        "engines.foresight.planted",
        "from numpy.random import default_rng\n\nR = default_rng(seed=None)",
    ),
    "the shared generator": (
        purity.impure,
        "engines.foresight.planted",
        "import numpy as np\n\nN = np.random.normal()",
    ),
    "a file": (purity.impure, "engines.ssda903.planted", "TEXT = open('codes.csv')"),
    "a file by its path": (
        purity.impure,
        "engines.ssda903.planted",
        "def text(path):\n    return path.read_text()",
    ),
    "another engine's table": (
        purity.impure,
        "engines.payments.planted",
        "from importlib.resources import files\n\n"
        "files('steadyhand.engines.measures').joinpath('t').read_text()",
    ),
    "a printed line": (purity.impure, "engines.authority.planted", "print('allowed')"),
    "the environment": (purity.impure, "engines.authority.planted", "import os\n\nWHO = os.environ['USER']"),
    "a file opened": (purity.impure, IMPURE, "import io\n\nTEXT = io.open('codes.csv')"),
    "an import at run time": (
        purity.impure,
        IMPURE,
        "import importlib\n\nDB = importlib.import_module('sqlite3')",
    ),
    "float money": (purity.floats, "engines.payments.planted", "def pay(weeks):\n    return float(weeks)"),
    "a float literal in the tariff": (purity.floats, "engines.payments.planted", "WEEK = 812.50"),
    "a float literal in the kernel": (purity.floats, "kernel.planted", "HALF = 0.5"),
    "float of pounds on a page": (
        purity.floats,
        "web.planted",
        "def show(line):\n    return float(line.pounds)",
    ),
    "a library in the kernel": (purity.kernel_imports, "kernel.planted", "import holidays"),
    "a utils module": (shape.utils, "web.child.utils", ""),
    "a silent package": (shape.wordless_packages, "web.child.notes.__init__", "NOTES = 1"),
    "a file too long to read": (shape.long_files, "web.planted", "X = 1\n" * 601),
    "an operation by position": (
        verbs.loose_operations,
        OPERATIONS,
        "def sign(contract, *, by, on):\n    ...",
    ),
    "an operation by nobody": (verbs.loose_operations, OPERATIONS, "def sign(*, contract, on):\n    ..."),
    "an operation on no day": (
        verbs.loose_operations,
        OPERATIONS,
        "async def sign(*, contract, by):\n    ...",
    ),
    "a model reached by name": (
        verbs.reached_by_name,
        "contexts.money.queries",
        "from django.apps import apps\n\nChild = apps.get_model('cases', 'Child')",
    ),
    "a model reached by a dotted name": (
        verbs.reached_by_name,
        "web.planted",
        "from django.apps import apps\n\nChild = apps.get_model('cases.Child')",
    ),
    "a page that asks for rows": (
        rooms.own_queries,
        "web.find.views",
        "def every(identity):\n    return type(identity.child).objects.all()",
    ),
    "a page that asks for rows by the manager beneath": (
        rooms.own_queries,
        "web.planted",
        "def every(identity):\n    return type(identity.child)._base_manager.all()",
    ),
    "a page that asks for a manager by its name": (
        rooms.own_queries,
        "web.planted",
        "def every(child):\n    return getattr(type(child), '_default_manager').all()",
    ),
    "an allowed manager on another page": (
        rooms.own_queries,
        "web.planted",
        "from steadyhand.foundations.access.models import Installation\n\nKIND = Installation.objects.first()",
    ),
    "another manager on an allowed page": (
        rooms.own_queries,
        "web.entry.views",
        "def every(account):\n    return type(account).objects.all()",
    ),
    "a page that speaks to the database": (
        rooms.own_queries,
        "api.planted",
        "from django.db import connection\n\nASK = connection.cursor",
    ),
    "a page that asks for the rows that belong to another": (
        rooms.own_queries,
        "web.child.views",
        "def every(child):\n    return child.visit_set.all()",
    ),
    "a page that asks for them by their name": (
        rooms.own_queries,
        "web.planted",
        "def every(child):\n    return getattr(child, 'visit_set').all()",
    ),
    "an engine that asks for rows": (
        rooms.own_queries,
        IMPURE,
        "def every(child):\n    return type(child).objects.all()",
    ),
    "a kernel that asks for rows": (
        rooms.own_queries,
        "kernel.planted",
        "def every(child):\n    return child.visit_set.count()",
    ),
    "models that others have loaded": (
        rooms.own_queries,
        "web.planted",
        "import sys\n\nM = sys.modules['steadyhand.contexts.cases.models']",
    ),
    "a clock that others have loaded": (
        rooms.own_queries,
        IMPURE,
        "from sys import modules as loaded\n\nN = loaded['time'].time()",
    ),
    "models imported at run time": (
        verbs.reached_by_name,
        "journeys.planted",
        "from importlib import import_module\n\nM = import_module('steadyhand.contexts.cases.models')",
    ),
}


@cache
def unplanted(check: Check) -> frozenset[Finding]:
    """What a check finds in the source as it is, of which every copy begins."""
    return frozenset(check(SOURCE))


@pytest.mark.parametrize(("check", "module", "code"), SOURCE_FAULTS.values(), ids=SOURCE_FAULTS)
def test_a_fault_in_the_source_is_found_where_it_is(
    copied_source: Path, check: Check, module: str, code: str
) -> None:
    path = plant(copied_source, module, code)
    found = set(check(copied_source)) - unplanted(check)
    assert found
    assert all(str(path).endswith(finding.path) for finding in found)


INNOCENT = {
    "a seeded generator": (
        "engines.foresight.planted",
        "import numpy as np\n\ndef run(seed):\n    np.random.default_rng(seed)",
    ),
    "a refused float": ("kernel.planted", "def refuse(value):\n    return isinstance(value, float)"),
    "a date made from numbers": (IMPURE, "from datetime import date\n\nFIRST = date(2011, 4, 1)"),
    "an engine's own table": (
        IMPURE,
        "from importlib import resources\n\n"
        "T = resources.files('steadyhand.engines.timescales').joinpath('t').read_text()",
    ),
    "the same part of many": (
        IMPURE,
        "from operator import attrgetter\n\ndef by_start(spans):\n    return sorted(spans, key=attrgetter('start', 'end'))",
    ),
    "a part of a value by its name": (IMPURE, "def part(first, name):\n    return getattr(first, name)"),
    "a value called objects": ("web.planted", "def shown(objects):\n    return len(objects)"),
    "a value called time": (IMPURE, "def hour(time, open):\n    return time.hour if open else None"),
    "a whole operation": (
        OPERATIONS,
        "def sign(*, contract, by, on, note=''):\n    _file()\n\n\ndef _file():\n    ...",
    ),
    "its own model by name": ("contexts.cases.tasks", "def run(apps):\n    apps.get_model('cases', 'Child')"),
    "a library's model by name": ("web.planted", "def run(apps):\n    apps.get_model('sites', 'Site')"),
    "long generated data": (
        "engines.ssda903.planted",
        '"""Codes. Generated by `steadyhand codes`."""\n' + "X = 1\n" * 700,
    ),
}
SOURCE_CHECKS: list[Check] = sorted(
    {check for check, _, _ in SOURCE_FAULTS.values()}, key=lambda check: check.__name__
)


@pytest.mark.parametrize(("module", "code"), INNOCENT.values(), ids=INNOCENT)
def test_what_is_allowed_is_not_found(copied_source: Path, module: str, code: str) -> None:
    plant(copied_source, module, code)
    assert {check: set(check(copied_source)) for check in SOURCE_CHECKS} == {
        check: unplanted(check) for check in SOURCE_CHECKS
    }


@pytest.mark.parametrize(
    "line",
    [
        "see " + "../" + "shared/design",
        "path = '" + "/" + "work/main'",
        "path = '" + "/" + "home/ada/steadyhand'",
        "path = 'C:" + "\\" + "Users\\ada'",
        "index = https://" + "pypi" + ".org/simple",
    ],
)
def test_a_committed_line_that_names_one_machine_is_found(tmp_path: Path, line: str) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"Visit https://example.org/home/today\n{line}\n", encoding="utf-8")
    assert [finding.line for finding in committed.machine_names([page], root=tmp_path)] == [2]


def test_a_lock_on_a_private_registry_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "uv.lock"
    lock.write_text('source = { registry = "https://packages.example.org/simple" }\n', encoding="utf-8")
    assert [finding.line for finding in committed.private_registries([lock], root=tmp_path)] == [1]


def test_a_string_foreign_key_upward_is_found_in_the_running_project(copied_source: Path) -> None:
    plant(copied_source, "contexts.cases.models", _model("PlantedTarget"))
    link = '    link = planted_models.ForeignKey("cases.PlantedTarget", planted_models.PROTECT)\n'
    plant(copied_source, "contexts.organisations.models", _model("PlantedSource") + link)
    script = (
        "import django, steadyhand; django.setup()\n"
        "from django.apps import apps\n"
        "from architecture.relations import upward_relations, wordless_models\n"
        "print(steadyhand.__file__)\n"
        "print(*upward_relations(apps.get_models()), *wordless_models(apps.get_models()), sep='\\n')\n"
    )
    path = os.pathsep.join([str(copied_source), str(REPOSITORY / "tests")])
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith(str(copied_source)), "the copy was not the one that ran"
    assert "organisations.PlantedSource:1: link points up to cases.PlantedTarget" in run.stdout
    assert "organisations.models.PlantedSource:1: has no opening sentence" in run.stdout


def _model(name: str) -> str:
    return (
        f"from django.db import models as planted_models\n\n\nclass {name}(planted_models.Model):\n    pass\n"
    )


def plant(root: Path, module: str, code: str) -> Path:
    """Adds `code` at the end of a module of the copy, making the module and its folders if need be."""
    path = root / PACKAGE / Path(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{written}\n\n{code}\n" if written else f"{code}\n", encoding="utf-8")
    return path
