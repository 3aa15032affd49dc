"""`steadyhand audit verify`: is the record of reads, changes and refusals whole?"""

from __future__ import annotations

import argparse
import sys

from steadyhand.commands import installation


def run(_options: argparse.Namespace) -> int:
    """Print what was verified; 1 when something is wrong, with each problem on a line."""
    installation.start_django()
    installation.must_be_migrated()
    from steadyhand.foundations.audit.verifier import verify

    result = verify()
    print(f"Entries: {result.entries:,}. Seals: {result.seals:,}. Not sealed yet: {result.unsealed:,}.")
    if result.ok:
        print("The record is whole: every seal holds.")
        return 0
    for problem in result.problems:
        print(f"- {problem}", file=sys.stderr)
    print(
        f"The record is not whole: {len(result.problems)} found. "
        "Something changed it from outside Steadyhand.\n"
        "Keep a copy of the database and of the seals as they are, "
        "and tell whoever answers for this installation.",
        file=sys.stderr,
    )
    return 1
