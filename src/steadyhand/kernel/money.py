"""Exact pounds and pence."""

from __future__ import annotations

import decimal
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final


class Rounding(Enum):
    """How a part of a penny is settled. Which one holds is a term of the contract, so it is always named."""

    HALF_UP = decimal.ROUND_HALF_UP
    HALF_EVEN = decimal.ROUND_HALF_EVEN
    UP = decimal.ROUND_UP
    DOWN = decimal.ROUND_DOWN


_WRITTEN: Final = re.compile(r"(-?)(\d+)(?:\.(\d{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole pence; may be negative.

    Adding, taking away and multiplying by a whole number are exact. Anything that can leave part of
    a penny asks for a `Rounding`. Floats are refused everywhere (TypeError): 0.1 is not ten pence.
    """

    pence: int

    def __post_init__(self) -> None:
        _check_whole("pence", self.pence)

    @classmethod
    def of(cls, written: str) -> Money:
        """Money from pounds as written: "12", "12.34", "-0.05". Raises ValueError for anything else."""
        if not isinstance(written, str):
            raise TypeError(f"Money.of takes pounds as text, not {written!r}. Write '12.34'.")
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError(
                f"{written!r} is not pounds and pence. Write pounds, or pounds.pence as in '12.34'."
            )
        sign, pounds, pence = found.groups()
        amount = int(pounds) * 100 + int(pence or 0)
        return cls(-amount if sign else amount)

    @classmethod
    def rounded(cls, pounds: Decimal | Fraction | int, rounding: Rounding) -> Money:
        """The amount in pounds, settled to the penny as named. Raises TypeError for a float."""
        return cls(_settle(_exact(pounds) * 100, rounding))

    @property
    def pounds(self) -> Decimal:
        """The amount in pounds, exact to two places."""
        pounds, pence = divmod(abs(self.pence), 100)
        return Decimal(f"{'-' if self.pence < 0 else ''}{pounds}.{pence:02d}")

    def __add__(self, other: Money) -> Money:
        return Money(self.pence + other.pence) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return Money(self.pence - other.pence) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        return Money(-self.pence)

    def __mul__(self, number: int) -> Money:
        """A whole number of times the amount; for any other factor use `times`."""
        _check_whole("the factor", number)
        return Money(self.pence * number)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.pence != 0

    def times(self, factor: Decimal | Fraction | int, rounding: Rounding) -> Money:
        """The amount times an exact factor, settled to the penny as named. Raises TypeError for a float."""
        return Money(_settle(self.pence * _exact(factor), rounding))

    def shared(self, parts: int) -> tuple[Money, ...]:
        """The amount in equal parts that add up to it exactly; odd pence go to the first parts.

        Raises ValueError for fewer than one part.
        """
        _check_whole("the number of parts", parts)
        if parts < 1:
            raise ValueError(f"Money cannot be shared into {parts} parts. Give one part or more.")
        size, left = divmod(abs(self.pence), parts)
        sign = -1 if self.pence < 0 else 1
        return tuple(Money(sign * (size + (1 if place < left else 0))) for place in range(parts))

    def __str__(self) -> str:
        pounds, pence = divmod(abs(self.pence), 100)
        return f"{'-' if self.pence < 0 else ''}£{pounds:,}.{pence:02d}"


def _check_whole(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(
            f"{name.capitalize()} must be a whole number, not {value!r}: money is exact. "
            "Use Money.of('12.34'), or `rounded` and `times` with a Decimal and a rounding."
        )


def _exact(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, Decimal | Fraction | int):
        raise TypeError(
            f"{value!r} is not exact, so it cannot become money. Use a Decimal, a Fraction or an int."
        )
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is not an amount. Give a number.")
    return Fraction(value)


def _settle(pence: Fraction, rounding: Rounding) -> int:
    if not isinstance(rounding, Rounding):
        raise TypeError(f"{rounding!r} is not a Rounding. Name one: the contract says which.")
    below, part = divmod(abs(pence.numerator), pence.denominator)
    half = 2 * part - pence.denominator
    up = {
        Rounding.UP: part > 0,
        Rounding.DOWN: False,
        Rounding.HALF_UP: half >= 0,
        Rounding.HALF_EVEN: half > 0 or (half == 0 and below % 2 == 1),
    }[rounding]
    whole = below + int(up)
    return -whole if pence < 0 else whole
