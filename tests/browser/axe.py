"""axe-core, run in a page that Playwright drives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "frontend/node_modules/axe-core/axe.min.js"
# WCAG 2.2 at levels A and AA, and what axe-core calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_violations(page: Any) -> list[str]:
    """
    What axe-core finds wrong in the page as it stands, one sentence each; empty where all is well.

    The script is evaluated through the browser's own debugging line, so the page's content policy stays as
    it is. Fails, and says what to run, where axe-core is not installed; fails where axe checked nothing.
    """
    if not SCRIPT.exists():
        pytest.fail(f"{SCRIPT.relative_to(ROOT)} is missing. Run: npm ci --prefix frontend")
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8") + "\n;0")
    # Of what passes one example is enough: it makes large pages several times quicker to check.
    result = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    if not result["passes"]:
        pytest.fail(f"axe-core checked nothing on {page.url}. Is the page empty?")
    return [
        f"{page.url}: {found['id']} ({found['impact']}): {found['help']}: "
        + "; ".join(node["html"][:200] for node in found["nodes"])
        for found in result["violations"]
    ]
