"""Dates and times as people read them: "Monday 16 November", the year left out when it is this one."""

from datetime import date, datetime

from django.utils import timezone


def day_in_full(day: date, today: date) -> str:
    """Monday 16 November; with its year when that is not this one."""
    words = f"{day:%A} {day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def day_alone(day: date, today: date) -> str:
    """16 November; with its year when that is not this one."""
    words = f"{day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def day_short(day: date, today: date) -> str:
    """16 Nov, for the narrow column; with its year when that is not this one."""
    words = f"{day.day} {day:%b}"
    return words if day.year == today.year else f"{words} {day.year}"


def clock_time(at: datetime) -> str:
    """4pm, 12:30am: as it is said, in England."""
    local = timezone.localtime(at)
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    return f"{hour}{half}" if local.minute == 0 else f"{hour}:{local.minute:02}{half}"


def age_on(day: date, born: date) -> int:
    """Whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def how_long(start: date, today: date) -> str:
    """1 year 8 months; 3 months; 12 days."""
    months = (today.year - start.year) * 12 + today.month - start.month - (today.day < start.day)
    if months < 1:
        return count((today - start).days, "day")
    years, rest = divmod(months, 12)
    parts = [count(years, "year")] if years else []
    return " ".join(parts + ([count(rest, "month")] if rest else []))


def count(number: int, one: str, many: str = "") -> str:
    """1 child, 2 children: the number before its word."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def and_join(words: "list[str] | tuple[str, ...]") -> str:
    """Tayo, Ife and Sefa."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
