"""Who sees and does what: the single table behind the filter, the loaders and the route matrix.

One row a relationship to the child, one column a part of the record. A relationship has dates or, as a window,
minutes; when it ends, so does the row's right. Sources: Children Act 1989 s.26A; SI 2010/959; Children and
Young Persons Act 2008 Part 1; the access rules of `docs/reference/generated/access.md`, which is drawn from here.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Right(StrEnum):
    READ = "R"
    WRITE = "W"
    APPROVE = "A"


class Part(StrEnum):
    IDENTITY = "Identity, spans, network"
    ADDRESS = "Address when withheld"
    NOTES = "Notes, visits, contacts"
    PLANS = "Plans, reviews"
    HEALTH = "Health"
    EDUCATION = "Education"
    DECISIONS = "Decisions"
    MONEY = "Child's money"
    DOCUMENTS = "Documents"
    CHALLENGES = "IRO notes and challenges"
    COMPLAINTS = "Complaints"
    WHO_LOOKED = "Who looked"


class Relationship(StrEnum):
    ALLOCATED = "allocated worker, second worker, personal adviser"
    LEAD = "lead of the holding body"
    COVER = "colleague covering (window, reason kept)"
    EMERGENCY = "colleague who opened the record in an emergency (window, at most 12 hours)"
    ON_CALL = "on call (window of the shift)"
    COUNCIL_OFFICER = "council officer with case responsibility"
    COMMISSIONER = "commissioner or contract manager"
    LEAD_MEMBER = "lead member, scrutiny"
    REVIEWING_OFFICER = "reviewing officer appointed to the child"
    CHILD = "the child or young person"
    PARENT = "parent with parental responsibility"
    CARER = "foster carer, home"
    ADVOCATE = "advocate (what the child allows)"
    INDEPENDENT_VISITOR = "independent visitor"
    VIRTUAL_SCHOOL_HEAD = "virtual school head"
    DESIGNATED_NURSE = "designated nurse"
    COMPLAINTS_MANAGER = "complaints manager (council)"
    INSPECTOR = "inspector (window of the inspection)"
    EVALUATOR = "evaluator"
    ADMINISTRATOR = "administrator"
    NONE = "colleague without a window, former worker, another practice"


@dataclass(frozen=True, slots=True)
class Grant:
    """What one relationship may do with one part, and the words that narrow it."""

    rights: frozenset[Right]
    note: str = ""

    def __str__(self) -> str:
        letters = "".join(right for right in Right if right in self.rights)
        return f"{letters} {self.note}".strip() or "-"


def _g(letters: str = "", note: str = "") -> Grant:
    return Grant(frozenset(Right(letter) for letter in letters), note)


_R, _RW, _NO = _g("R"), _g("RW"), _g()
_COLUMNS: Final = tuple(Part)


def _row(*cells: Grant) -> dict[Part, Grant]:
    return dict(zip(_COLUMNS, cells, strict=True))


_NOTHING = _row(*[_NO] * len(_COLUMNS))

TABLE: Final[dict[Relationship, dict[Part, Grant]]] = {
    Relationship.ALLOCATED: _row(
        _RW, _R, _RW, _g("RW", "draft"), _RW, _RW, _g("W", "propose"), _R, _RW, _g("R", "challenges"),
        _g("R", "stage 1 given"), _R,
    ),
    Relationship.LEAD: _row(
        _RW, _R, _RW, _g("RWA", "inside limits"), _RW, _RW, _g("WA", "inside limits"), _RW, _RW,
        _g("R", "challenges"), _R, _R,
    ),
    Relationship.COVER: _row(_R, _R, _RW, _R, _R, _R, _g("W", "propose"), _NO, _R, _R, _NO, _NO),
    # as covering, but never a restricted item
    Relationship.EMERGENCY: _row(_R, _NO, _RW, _R, _R, _R, _g("W", "propose"), _NO, _R, _R, _NO, _NO),
    Relationship.ON_CALL: _row(
        _R, _R, _g("RW", "last 30 days"), _g("R", "in force"), _g("R", "needs, allergies, medicines"),
        _g("R", "school"), _g("W", "inside emergency limit"), _NO, _g("R", "emergency sheet"), _NO, _NO, _NO,
    ),
    Relationship.COUNCIL_OFFICER: _row(
        _R, _R, _R, _g("RA"), _R, _R, _g("RA", "their power"), _R, _R, _R, _R, _R
    ),
    Relationship.COMMISSIONER: _row(
        _g("", "numbers; named spans and tariff band only for the invoice in hand"), _NO, _NO, _NO, _NO, _NO,
        _g("", "contract acts"), _NO, _g("", "contract's"), _NO, _g("", "counts"), _NO,
    ),
    Relationship.LEAD_MEMBER: _row(
        _g("", "totals, small numbers suppressed"), _NO, _NO, _NO, _NO, _NO, _NO, _g("", "totals"), _NO, _NO,
        _g("", "counts"), _NO,
    ),
    Relationship.REVIEWING_OFFICER: _row(
        _R, _R, _R, _g("RW", "review record"), _R, _R, _R, _NO, _R, _RW, _R, _R
    ),
    Relationship.CHILD: _row(
        _g("R", "own"), _g("", "carer's own choice"), _g("R", "what was written to them"), _g("R", "own"),
        _g("R", "own"), _g("R", "own"), _g("R", "own"), _g("R", "allowances"), _g("R", "shared with them"),
        _g("W", "through review"), _g("RW", "own"), _g("R", "own"),
    ),
    Relationship.PARENT: _row(
        _g("", "as the plan says; no sign-in yet"), _NO, _NO, _g("", "through people"), _NO, _NO, _NO, _NO, _NO,
        _NO, _g("", "own"), _NO,
    ),
    Relationship.CARER: _row(
        _g("", "placement plan, needs; no sign-in yet"), _NO, _g("", "daily log"), _g("", "placement plan"),
        _g("", "needed"), _g("", "needed"), _g("", "delegated authority"), _NO, _g("", "shared"), _NO,
        _g("", "own"), _NO,
    ),
    Relationship.ADVOCATE: _row(
        _g("R", "name"), _NO, _NO, _g("R", "if allowed"), _NO, _NO, _g("R", "if allowed"), _NO,
        _g("R", "if allowed"), _NO, _g("RW", "acting for"), _NO,
    ),
    Relationship.INDEPENDENT_VISITOR: _row(
        _g("R", "name, first contact"), _NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO
    ),
    Relationship.VIRTUAL_SCHOOL_HEAD: _row(
        _R, _NO, _NO, _g("R", "own part"), _NO, _g("RW"), _NO, _NO, _g("R", "own part"), _NO, _NO, _NO
    ),
    Relationship.DESIGNATED_NURSE: _row(
        _R, _NO, _NO, _g("R", "own part"), _g("RW"), _NO, _NO, _NO, _g("R", "own part"), _NO, _NO, _NO
    ),
    Relationship.COMPLAINTS_MANAGER: _row(
        _g("R", "name"), _NO, _NO, _NO, _NO, _NO, _g("R", "complained of"), _NO, _g("R", "complaint's"), _NO,
        _RW, _NO,
    ),
    Relationship.INSPECTOR: _row(
        _R, _g("R", "named files only"), _g("R", "named files only"), _R, _R, _R, _R, _R,
        _g("R", "named files only"), _R, _R, _R,
    ),
    Relationship.EVALUATOR: _row(
        _g("", "frozen, pseudonymised extract only"), *[_NO] * (len(_COLUMNS) - 1)
    ),
    Relationship.ADMINISTRATOR: _row(
        *[_NO] * (len(_COLUMNS) - 1), _g("", "sees actors and routes, no content")
    ),
    Relationship.NONE: _NOTHING,
}  # fmt: skip


# Rows whose "R name" is a name alone: no dates, no places, no people.
NAME_ONLY: Final = frozenset(
    {Relationship.ADVOCATE, Relationship.INDEPENDENT_VISITOR, Relationship.COMPLAINTS_MANAGER}
)
# An inspector's window onto one child names that file; a window onto a body or council does not.
NAMED_FILES_ONLY: Final = frozenset({Relationship.INSPECTOR})
# Words that narrow reading to what is marked for the reader. Nothing in the record is marked so yet, apart from the
# child's own words, so where a grant says one of these the rest of that part stays closed.
PARTLY: Final = frozenset(
    {
        "in force",
        "own part",
        "if allowed",
        "what was written to them",
        "needs, allergies, medicines",
        "school",
        "emergency sheet",
    }
)
# Words that narrow writing to what somebody says for themselves, or for the child they act for.
OWN: Final = frozenset({"own", "acting for"})
# Rows that nobody can sign in by yet: what they see reaches them through people.
NO_SIGN_IN: Final = frozenset({Relationship.PARENT, Relationship.CARER})
# Rows whose rights open nothing yet, because what they hang on (a complaint) is not kept yet.
WAITING: Final = frozenset({Relationship.COMPLAINTS_MANAGER})


def grants(relationship: Relationship, part: Part) -> frozenset[Right]:
    """The rights of this relationship in this part of the record."""
    return TABLE[relationship][part].rights


def as_markdown() -> str:
    """The table as a document."""
    lines = [
        "# Who sees and does what",
        "",
        "R read, W write, A approve, - nothing. Drawn from the table the product runs on.",
        "",
        "| Relationship to the child | " + " | ".join(Part) + " |",
        "| --- " * (len(_COLUMNS) + 1) + "|",
    ]
    for relationship, cells in TABLE.items():
        lines.append(f"| {relationship} | " + " | ".join(str(cells[part]) for part in Part) + " |")
    return "\n".join(lines) + "\n"
