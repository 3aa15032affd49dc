"""Write the manual of the statutory clock: docs/reference/timescales, from the tables in tests/spec."""

from __future__ import annotations

import sys

from machine import ROOT

FOLDER = ROOT / "docs" / "reference" / "timescales"


def main() -> int:
    """Every page anew, and none that no table is behind."""
    sys.path.insert(0, str(ROOT / "tests"))
    from spec.timescale_pages import manual

    FOLDER.mkdir(parents=True, exist_ok=True)
    pages = manual()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    for left_over in FOLDER.glob("*.md"):
        if left_over.name not in pages:
            left_over.unlink()
    print(f"Wrote {len(pages)} pages into {FOLDER.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
