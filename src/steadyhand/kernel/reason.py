"""Where a rule stands in law, and why an answer was given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CitationStatus(StrEnum):
    """How well a source is known. `read` and `secondary` count; `unconfirmed` is shown and counts nowhere."""

    READ = "read"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in law, guidance or a contract: `provision` is empty when the whole instrument is meant.

    Raises ValueError when the instrument is empty, TypeError for a status that is not a CitationStatus.
    """

    instrument: str
    provision: str
    status: CitationStatus

    def __post_init__(self) -> None:
        if not self.instrument.strip():
            raise ValueError("A citation names its instrument. Give the Act, regulations or guidance.")
        if not isinstance(self.status, CitationStatus):
            raise TypeError(
                f"{self.status!r} is not a status of a citation. Use read, secondary or unconfirmed."
            )

    def __str__(self) -> str:
        return f"{self.instrument} {self.provision}".rstrip()


@dataclass(frozen=True, slots=True)
class Reason:
    """One step towards an answer.

    `code` is short and stable, for programs; `text` is a plain sentence, for people; `facts` are the
    facts the step rests on, as (name, value as text). Raises ValueError when code or text is empty.
    """

    code: str
    text: str
    citation: Citation | None = None
    facts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.code or not self.text:
            raise ValueError(f"A reason has a code and a text; this one has {self.code!r} and {self.text!r}.")
