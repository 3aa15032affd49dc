"""Long runs, outside CI: the server killed under saves, races, and properties tried on many more examples.

scripts/soak.py                                   all of it on SQLite and PostgreSQL; some hours on two processors
scripts/soak.py sqlite --kills 50 --races 5 --times 10
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

from machine import ROOT

PROPERTIES = [
    "tests/kernel", "tests/engines", "tests/contexts/test_visibility.py", "tests/web/test_bad_input.py", "tests/web/test_find.py",
]  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run it and say how each part ended; 0 when all of it was green."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("vendors", nargs="*", metavar="sqlite|postgresql", help="both where none is named")
    parser.add_argument("--kills", type=int, default=300, help="how often the server is killed (300)")
    parser.add_argument("--races", type=int, default=20, help="how often each race is run (20)")
    parser.add_argument("--times", type=int, default=50, help="how many times more examples (50)")
    options = parser.parse_args(arguments)
    lengths = {
        "SOAK_KILLS": str(options.kills), "SOAK_RACES": str(options.races), "SOAK_TIMES": str(options.times),
    }  # fmt: skip
    ended = []
    for vendor in options.vendors or ["sqlite", "postgresql"]:
        for what, chosen in (
            ("kills and races", ["-m", "soak", "tests/soak"]),
            ("properties", PROPERTIES),
        ):
            began = time.monotonic()
            command = [sys.executable, str(ROOT / "scripts" / "test.py"), vendor, "-q", *chosen]
            code = subprocess.run(command, cwd=ROOT, env=os.environ | lengths, check=False).returncode
            ended.append((vendor, what, code, time.monotonic() - began))
    for vendor, what, code, seconds in ended:
        print(f"{vendor}: {what} {'green' if code == 0 else f'ended with {code}'} after {seconds:.0f} s")
    return max(code for _, _, code, _ in ended)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
