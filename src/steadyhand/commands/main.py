"""The `steadyhand` command line: parse, make one call.

Nothing heavy is imported before the command is known, so `steadyhand --help` answers at once.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from steadyhand.commands.refusal import Refusal

# With fewer, the people whom everybody should meet would not find their children.
FEWEST_CHILDREN = 20
# With fewer, no two bodies have as many children each.
FEWEST_SYNTHETIC = 100

# The collection years of the return whose rules are here, as `engines.ssda903.year` has them.
YEARS = ("2024/25", "2025/26", "2026/27")

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 not done or something is wrong, 2 not understood."""
    options = parser().parse_args(arguments)
    command = importlib.import_module(f"steadyhand.commands.{options.module}")
    try:
        code = int(command.run(options))
        sys.stdout.flush()
        return code
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader went away (`steadyhand docs | head`): nothing more can be said to it.
        sys.stderr.close()
        return 1
    except OSError as wrong:
        if wrong.errno != errno.ENOSPC or wrong.filename is not None:
            raise
        # Python would try once more to write it, as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print("There is no room left where the answer is written: it is cut short. Make room, and ask again.",
              file=sys.stderr)  # fmt: skip
        return 1


def parser() -> argparse.ArgumentParser:
    """Every command with its options. `module` names the module here whose `run` makes the call."""
    top = argparse.ArgumentParser(
        prog="steadyhand",
        description="The open system for social work practices in England.",
        epilog="Its records are in the folder STEADYHAND_DATA (./var) or at STEADYHAND_DATABASE_URL.",
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, module: str, says: str, among: Commands = commands) -> argparse.ArgumentParser:
        one = among.add_parser(name, help=says, description=says)
        one.set_defaults(module=module)
        return one

    command("migrate", "migrate", "Make the database, or bring it up to date.")

    demo = command(
        "demo", "demo", "Make a database with the demonstration world, or keep the one that is there."
    )
    demo.add_argument(
        "--world", choices=("small", "full"),
        help="full: a council with five teams and five practices that know 1,712 children; small (small)",
    )  # fmt: skip
    demo.add_argument(
        "--children", type=_children, default=200, help="how many children the small world has (200)"
    )
    demo.add_argument("--seed", type=int, default=1, help="the same seed makes the same people (1)")

    synth = command("synth", "synth", "Make a database with many synthetic children, for measuring.")
    synth.add_argument(
        "--children", type=_many_children, required=True, help="how many children, 100 or more"
    )
    synth.add_argument(
        "--notes", type=_none_or_more, default=0, help="about how many further notes in all (0)"
    )
    synth.add_argument("--seed", type=int, default=1, help="the same seed makes the same people (1)")
    synth.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day as which they stand (today)")

    live = command(
        "start-live", "start_live", "Make a live installation with its first council and administrator."
    )
    live.add_argument("--council", required=True, help="the council's name")
    live.add_argument("--code", required=True, help="the council's code, nine characters such as E09000001")
    live.add_argument("--name", required=True, help="the administrator's name")
    live.add_argument("--email", required=True, help="the administrator's work email")

    serve = command("serve", "serve", "Serve the pages, with the background worker beside them.")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=_port, help="the port (PORT, or 8000)")
    serve.add_argument("--processes", type=_positive, default=1, help="how many server processes (1)")
    serve.add_argument("--without-worker", action="store_true", help="the background worker runs elsewhere")

    work = command("work", "work", "Run the background worker: seal the record, keep duties in step.")
    work.add_argument(
        "--until-input-closes",
        action="store_true",
        help="end when standard input closes, as it does when the process that started this one ends",
    )

    audit = commands.add_parser("audit", help="The record of reads, changes and refusals.")
    within = audit.add_subparsers(metavar="WHAT", required=True)
    command("verify", "audit", "Check the whole record against its seals.", within)

    account = commands.add_parser("account", help="Somebody's account: let in, help, close.")
    acts = account.add_subparsers(metavar="WHAT", required=True)
    for act, says in (
        ("invite", "Send, or show, a link by which somebody chooses their password."),
        ("reset-two-step", "Take away two-step sign-in whose phone is lost, and sign them out everywhere."),
        ("close", "End somebody's roles and access at once."),
    ):
        one = command(act, "account", says, acts)
        one.set_defaults(act=act)
        one.add_argument("email", metavar="EMAIL", help="their work email")

    backup = command("backup", "backup", "Write everything into one encrypted file, while people work on.")
    backup.add_argument("file", metavar="FILE", help="the file to make; one that exists is kept")
    _passphrase(backup)
    restore = command("restore", "restore", "Put a backup into an empty, migrated database.")
    restore.add_argument("file", metavar="FILE", help="the backup")
    _passphrase(restore)
    upgrade = command("upgrade", "upgrade", "Back up, bring the database up to date, look it over.")
    upgrade.add_argument("file", metavar="FILE", help="the backup to make first")
    _passphrase(upgrade)

    duties = command("duties", "duties", "Answer every duty of the statutory timetable for one child.")
    duties.add_argument("facts", metavar="FACTS.json", help="the child's facts; - for standard input")
    duties.add_argument(
        "--on", type=_day, required=True, metavar="YYYY-MM-DD", help="the day asked about, to the end of it"
    )
    duties.add_argument("--json", action="store_true", help="for programs")

    _ssda903(commands, command)

    docs = command("docs", "docs", "Write the generated reference documents.")
    docs.add_argument("--check", action="store_true", help="write nothing; say what is out of date")
    docs.add_argument("folder", nargs="?", default="docs/reference/generated", help="where they live")

    command(
        "check-installation", "check_installation", "Look over this installation and say what is not right."
    )
    return top


def _ssda903(commands: Commands, command: Callable[..., argparse.ArgumentParser]) -> None:
    top = commands.add_parser(
        "ssda903", help="The yearly return on looked-after children: check it, explain its rules."
    )
    acts = top.add_subparsers(metavar="WHAT", required=True)
    check = command("check", "ssda903", "Ask every rule of the return’s files.", acts)
    check.set_defaults(act="check")
    check.add_argument("this", metavar="THIS", help="this year’s files: a folder, a zip, the XML or one CSV")
    check.add_argument("--last", metavar="LAST", help="last year’s files, likewise")
    check.add_argument(
        "--providers",
        metavar="FILE.xlsx",
        action="append",
        help="a list of Ofsted’s; more than one: name it again",
    )
    check.add_argument("--year", choices=YEARS, required=True, help="the collection year")
    check.add_argument(
        "--authority", required=True, metavar="CODE", help="the council’s code, such as E08000035"
    )
    check.add_argument("--rules", metavar="101,102", help="these rules alone")
    check.add_argument(
        "--format", choices=("text", "json", "csv", "xlsx"), default="text", help="of the findings (text)"
    )
    check.add_argument(
        "--out", metavar="FILE", help="the file to write them into; on the screen where none is named"
    )
    explain = command("explain", "ssda903", "What a rule means; all of them where none is named.", acts)
    explain.set_defaults(act="explain")
    explain.add_argument("rule", nargs="?", metavar="RULE", help="its code, such as 501")
    explain.add_argument(
        "--year", choices=YEARS, default=YEARS[-1], help=f"the collection year ({YEARS[-1]})"
    )


def _passphrase(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--passphrase-file",
        metavar="PATH",
        help="the file whose first line is the passphrase (STEADYHAND_BACKUP_PASSPHRASE_FILE, "
        "or the passphrase itself in STEADYHAND_BACKUP_PASSPHRASE)",
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not 1 or more")
    return number


def _day(text: str) -> date:
    try:
        if re.fullmatch(r"(19|20|21)\d\d-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"'{text}' is not a day from 1900 to 2199 that exists, as YYYY-MM-DD")


def _children(text: str) -> int:
    number = int(text)
    if number < FEWEST_CHILDREN:
        raise argparse.ArgumentTypeError(f"'{text}' is too few: a world has {FEWEST_CHILDREN} or more")
    return number


def _many_children(text: str) -> int:
    number = int(text)
    if number < FEWEST_SYNTHETIC:
        raise argparse.ArgumentTypeError(f"'{text}' is too few: make {FEWEST_SYNTHETIC} or more")
    return number


def _none_or_more(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"'{text}' is less than none")
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port: they run from 1 to 65535")
    return number
