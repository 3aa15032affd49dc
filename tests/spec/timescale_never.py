"""The answers that a row can never give, and why."""

from dataclasses import dataclass

TITLE = "Answers that some rows never give"


@dataclass(frozen=True)
class Never:
    """Rows that cannot give certain answers."""

    why: str
    answers: tuple[str, ...]
    rows: str

    def pairs(self) -> set[tuple[str, str]]:
        """Row and answer, each with each."""
        return {(code, answer) for code in self.rows.split() for answer in self.answers}


NEVER = (
    Never(
        "As soon as possible has no last day: it is done, or due, and never late.",
        ("late", "late and explained", "done late"),
        "CP-4 V-10 V-15 REV-4 LC-2 LC-6 LC-9 M-1 M-2 M-3 M-5 IV-1 ADV-1 UA-2 EX-5",
    ),
    Never(
        "A chain answers with its next link: once one is done the next is due.",
        ("done on time", "done late"),
        "V-2 V-3 V-4 V-5 V-6 V-7 V-8 V-9 V-13 REV-3 REV-12 H-2 H-3 H-4 H-6 LC-4 LC-5 LC-7 LC-8 SEC-5 SB-3 SB-4 "
        "AD-1 AD-4 FC-1",
    ),
    Never(
        "What may not be at all is late from its first day, and at best done late.",
        ("due", "done on time"),
        "PP-14 PP-16",
    ),
    Never(
        "A visit is alone or not on its own day: it cannot be made up for.",
        ("done late",),
        "V-12",
    ),
    Never(
        "A review of the plan after the term is the next term's.",
        ("done late",),
        "E-3",
    ),
    Never(
        "Staying put may end at any time until its day, and the duty ends with it.",
        ("late", "late and explained", "done late"),
        "LC-10",
    ),
    Never(
        "A record destroyed too early cannot be kept any more.",
        ("done late",),
        "REC-1",
    ),
)


def as_markdown() -> str:
    """The table as a page of the manual."""
    lines = [
        f"# {TITLE}",
        "",
        "Every other row gives all seven answers, and the pages here show each of them.",
        "",
        "| rows | never answer | because |",
        "| --- | --- | --- |",
    ]
    lines += (f"| {never.rows} | {', '.join(never.answers)} | {never.why} |" for never in NEVER)
    return "\n".join(lines) + "\n"
