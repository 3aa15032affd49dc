"""Money is exact: nothing is gained or lost, and a part of a penny is settled only as named."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.kernel import Money, Rounding

pence = st.integers(-(10**12), 10**12)
money = pence.map(Money)


@given(money)
def test_written_and_read_back(amount: Money) -> None:
    assert Money.of(str(amount.pounds)) == amount
    assert Money.of(str(amount).replace("£", "").replace(",", "")) == amount
    assert amount.pounds * 100 == amount.pence


@given(money, money, st.integers(-1000, 1000))
def test_sums_are_exact(one: Money, other: Money, number: int) -> None:
    assert (one + other).pounds == one.pounds + other.pounds
    assert one - other == one + -other
    assert number * one == one * number == Money(one.pence * number)
    assert (one < other) == (one.pence < other.pence)
    assert bool(one) == (one.pence != 0)


@given(money, st.integers(1, 400))
def test_shares_add_up_and_differ_by_a_penny_at_most(amount: Money, parts: int) -> None:
    shares = amount.shared(parts)
    assert len(shares) == parts
    assert sum(share.pence for share in shares) == amount.pence
    assert max(shares).pence - min(shares).pence <= 1


@given(pence, st.sampled_from(Rounding), st.decimals(-1000, 1000, places=4))
def test_rounding_agrees_with_decimal(amount: int, rounding: Rounding, factor: Decimal) -> None:
    exact = Decimal(amount) * factor
    assert Money(amount).times(factor, rounding).pence == int(exact.to_integral_value(rounding.value))


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**4))
def test_a_third_is_settled_once(over: int, under: int) -> None:
    settled = Money.rounded(Fraction(over, under), Rounding.HALF_UP)
    assert abs(Fraction(settled.pence, 100) - Fraction(over, under)) <= Fraction(1, 200)


def test_each_rounding_by_hand() -> None:
    settled = {
        way.name: [Money.rounded(Decimal(text), way).pence for text in ("0.125", "0.135", "0.121", "-0.125")]
        for way in Rounding
    }
    assert settled == {
        "HALF_UP": [13, 14, 12, -13],
        "HALF_EVEN": [12, 14, 12, -12],
        "UP": [13, 14, 13, -13],
        "DOWN": [12, 13, 12, -12],
    }
    assert Rounding.HALF_EVEN.value == ROUND_HALF_EVEN


def test_written_with_pounds_commas_and_pence() -> None:
    assert str(Money.of("1234567.05")) == "£1,234,567.05"
    assert str(Money(-5)) == "-£0.05"
    assert Money.of("12") == Money(1200)


@pytest.mark.parametrize("text", ["", "12.3", "12.345", "£12", "1,000", "1e3", "+5", " 5", "٣", "12.34\n"])
def test_other_writing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not pounds and pence"):
        Money.of(text)


@pytest.mark.parametrize("value", [0.1, 1.0, True, "5", None])
def test_floats_and_other_things_are_refused(value: object) -> None:
    for attempt in (
        lambda: Money(value),  # type: ignore[arg-type]
        lambda: Money(5) * value,  # type: ignore[operator]
        lambda: Money(5).times(value, Rounding.UP),  # type: ignore[arg-type]
        lambda: Money.rounded(value, Rounding.UP),  # type: ignore[arg-type]
        lambda: Money(5) + value,  # type: ignore[operator]
        lambda: Money(5).shared(value),  # type: ignore[arg-type]
    ):
        with pytest.raises(TypeError):
            attempt()


def test_refusals_say_what_to_do() -> None:
    with pytest.raises(TypeError, match=r"Use Money\.of"):
        Money(0.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Name one"):
        Money(5).times(Decimal("0.5"), "up")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one part or more"):
        Money(5).shared(0)
    with pytest.raises(ValueError, match="not an amount"):
        Money.rounded(Decimal("NaN"), Rounding.UP)
    with pytest.raises(TypeError, match="pounds as text"):
        Money.of(12.5)  # type: ignore[arg-type]
