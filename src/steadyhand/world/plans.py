"""What happens in the lives of invented children, decided by chance before any of it is put on record.

A plan belongs to a family: brothers and sisters come into care together and, most of them, live together.
Nothing here touches a database; the same random numbers give the same plan.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from steadyhand.contexts.cases.states import WITH_PARENT, Area, LegalStatusCode, PlacementType, Sex
from steadyhand.engines.timescales.calendar import anniversary
from steadyhand.world import names
from steadyhand.world.ages import Age, age_band, months_old
from steadyhand.world.people import Body, Cast, Worker

L = LegalStatusCode
T = PlacementType
YEAR = timedelta(days=365)
BY_AGE = (6, 5, 5, 5, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 9, 10, 11, 11)  # shares of children by age, 0 to 17


@dataclass(frozen=True, slots=True)
class House:
    """A place to live and who looks after children there; `area` is none where nobody has said."""

    carers: str
    address: str
    postcode: str
    phone: str = ""
    area: Area | None = Area.INSIDE


@dataclass(frozen=True, slots=True)
class Young:
    """A child to be."""

    given: str
    family: str
    known_as: str
    said_as: str
    pronouns: str
    born: date
    sex: Sex

    @property
    def first_name(self) -> str:
        """The name the child uses."""
        return self.known_as or self.given

    @property
    def whole_name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"

    def age(self, day: date) -> Age:
        """The part of childhood on a day."""
        return age_band(months_old(self.born, day))

    def years(self, day: date) -> int:
        """Whole years old on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True)
class Stay:
    """From one move to the next: the house each child of the family lives in, in the order of the children.

    `told_before`: whether everybody due notice had it before the children moved here from where they were.
    """

    start: date
    end: date | None
    houses: tuple[House, ...]
    type: PlacementType
    lasts_to_18: bool | None = None
    long_term: bool = False
    withheld: bool = False
    asked_about_fewer_visits: date | None = None
    agreed_to_fewer_visits: bool = False
    emergency: bool = False
    told_before: bool = True


@dataclass(frozen=True, slots=True)
class Living:
    """One child's time in one house, which may last over several stays of the family: those who did not move stay."""

    start: date
    end: date | None
    stay: Stay
    house: House


@dataclass(frozen=True, slots=True)
class Time:
    """A worker's time with a family, until the next one's or until `end`."""

    worker: Worker
    start: date


@dataclass
class Family:
    """One family's plan. `due_in` is in how many days from the world's day the next visit falls due, where that is fixed.

    `mother` is her given name, `grandmother` her whole name, where somebody knows her; neither has a child's name.
    `advisers` are personal advisers one after another, the first from when the first child became an eligible one;
    `away` are nights on which a child was missing.
    """

    children: list[Young]
    body: Body
    care_start: date
    legal: list[tuple[LegalStatusCode, date]]
    stays: list[Stay]
    workers: list[Time]
    reviewer: int
    mother: str
    due_in: int | None = None
    grandmother: str = ""
    left: tuple[date, str] | None = None
    no_worker_from: date | None = None
    last_review_days_ago: int | None = None
    strand: names.Strand = names.STRANDS[0]
    advisers: list[Time] = field(default_factory=list)
    away: list[date] = field(default_factory=list)
    unaccompanied: bool = False

    def living(self, which: int) -> list[Living]:
        """Where one of the children lived, in order."""
        found: list[Living] = []
        for stay in self.stays:
            house = stay.houses[which]
            if found and found[-1].house == house:
                found[-1] = replace(found[-1], end=stay.end)
            else:
                found.append(Living(stay.start, stay.end, stay, house))
        return found

    def eligible_from(self, which: int) -> date | None:
        """The day on which one of the children became an eligible child; none where that has not come in care."""
        return eligible_from(
            self.children[which].born, self.care_start, self.left[0] if self.left else date.max
        )

    @property
    def adviser_alone_from(self) -> date | None:
        """From when the personal adviser works with them in the place of a social worker: once care has ended."""
        return max(self.left[0], self.advisers[0].start) if self.left and self.advisers else None

    def under(self, day: date) -> LegalStatusCode | None:
        """The law under which they are looked after on a day."""
        return next((code for code, start in reversed(self.legal) if start <= day), None)


def eligible_from(born: date, care_start: date, until: date) -> date | None:
    """When somebody in care becomes an eligible child: 16, and in care for 13 weeks since 14. Source: SI 2010/959 reg 40."""
    thirteen_weeks = max(care_start, anniversary(born, 14)) + timedelta(days=91)
    day = max(thirteen_weeks, anniversary(born, 16))
    return day if day < min(until, anniversary(born, 18)) else None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is fixed of a family before chance has its turn.

    `ages` from and to; with an `adviser` they have come of age. `may_go_missing` is the chance of it between 0 and 1.
    """

    worker: Worker
    due_in: int | None = None
    moved_days_ago: int | None = None
    child: tuple[str, str, Sex, int] | None = None
    left: bool = False
    in_time: bool = False
    ages: tuple[int, int] = (0, 17)
    adviser: Worker | None = None
    high_needs: bool = False
    may_go_missing: float = 0.0


class Planner:
    """Decides the lives of families, one after another."""

    def __init__(self, rng: Random, cast: Cast, on: date) -> None:
        self._rng = rng
        self._cast = cast
        self._on = on
        self._had: set[tuple[str, str]] = set()
        self._advised = Counter[Worker]()
        self._began = on - cast.began
        self._history = on - cast.history

    def family(self, size: int, wish: Wish) -> Family:
        """Decide everything about one family of `size` children."""
        rng = self._rng
        children, strand = self._children(size, wish)
        mother = rng.choice(_unlike(children, strand.girls))
        body = next(body for body in self._cast.bodies if wish.worker in body.workers)
        ended = wish.worker.left
        left = self._leaving() if wish.left else None
        if wish.adviser:
            left = self._coming_of_age(children[0])
        care_start = self._care_start(children, (left[0] if left else ended or self._on), wish)
        until = left[0] if left else self._on
        stays = self._stays(children, care_start, until, wish)
        legal = self._legal(care_start, until, stays[-1].type)
        workers = (
            self._workers(body, wish.worker, max(care_start, self._began), ended or until)
            if until > self._began
            else []
        )
        return Family(
            children=children,
            body=body,
            care_start=care_start,
            legal=legal,
            stays=stays,
            workers=workers,
            reviewer=rng.randrange(len(self._cast.reviewing)),
            mother=mother,
            grandmother=self._grandmother(children, strand),
            due_in=self._due_in(wish) if wish.due_in is None else wish.due_in,
            left=left,
            no_worker_from=ended,
            strand=strand,
            advisers=self._advisers(body, wish.adviser, children, care_start, left),
            away=self._away(children, max(care_start, self._history), until, wish),
            unaccompanied=self._unaccompanied(children, care_start, legal),
        )

    # Who they are

    def _children(self, size: int, wish: Wish) -> tuple[list[Young], names.Strand]:
        rng = self._rng
        strand = rng.choices(names.STRANDS, [each.weight for each in names.STRANDS])[0]
        family = rng.choice(strand.families)
        if rng.random() < 0.08 and "-" not in family:
            family = _double(rng, family, rng.choice(names.STRANDS))
        # born before they left
        youngest = self._cast.history.days // 365 if wish.left else 2 if wish.worker.left else 0
        low, high = wish.ages
        shares = [BY_AGE[min(age, 17)] for age in range(low, high + 1)]
        youngest = max(youngest, low)
        ages = [max(rng.choices(range(low, high + 1), shares)[0], min(2 * (size - 1), high), youngest)]
        while len(ages) < size:
            ages.append(max(ages[-1] - rng.randint(1, 4), youngest))
        children: list[Young] = []
        before = (0, 0)
        for age in ages:
            sex = rng.choice((Sex.FEMALE, Sex.MALE))
            pool = strand.girls if sex == Sex.FEMALE else strand.boys
            given = rng.choice([name for name in pool if name not in {each.given for each in children}])
            if wish.child:
                given, family, sex, age = wish.child
                strand = names.strand_of(given)
            known_as, said_as = names.KNOWN_AS.get(given, ("", ""))
            pronouns = rng.choices(("", "She, her." if sex == Sex.FEMALE else "He, him.", "They, them."),
                                   (70, 28, 2))[0]  # fmt: skip
            before = (age, self._days_past(age, before) if children else rng.randrange(340))
            born = self._on - timedelta(days=int(age * 365.25) + 20 + before[1])
            children.append(Young(given, family, known_as, said_as, pronouns, born, sex))
        return self._named_apart(children, strand), strand

    def _days_past(self, age: int, elder: tuple[int, int]) -> int:
        """How many days past a birthday somebody is whose elder sibling is so many years and days old.

        Born ten months later or more; of the same age they are twins.
        """
        days = self._rng.randrange(340)
        if age == elder[0]:
            return elder[1]
        return min(days, elder[1] + 65) if age == elder[0] - 1 else days

    def _named_apart(self, children: list[Young], strand: names.Strand) -> list[Young]:
        """These children, no two in the world of one name: a family whose name would be gets a second one.

        Among very many children names come again, as they do.
        """
        family = children[0].family
        for _ in range(20):
            if not any((young.given, family) in self._had for young in children):
                break
            family = _double(self._rng, children[0].family.split("-")[0], strand)
        self._had.update((young.given, family) for young in children)
        return [replace(young, family=family) for young in children]

    def _grandmother(self, children: list[Young], strand: names.Strand) -> str:
        if self._rng.random() > 0.4:
            return ""
        families = [name for name in strand.families if name != children[0].family]
        return f"{self._rng.choice(_unlike(children, strand.girls))} {self._rng.choice(families)}"

    def _care_start(self, children: list[Young], latest: date, wish: Wish) -> date:
        """Half came in during the history, most others in the three years before it; none before birth."""
        rng = self._rng
        if wish.moved_days_ago is not None:
            return self._on - timedelta(days=rng.randint(420, 700))
        history = self._cast.history.days
        ago = rng.randint(75, history) if rng.random() < 0.5 else rng.randint(history, history + 1170)
        start = latest - timedelta(days=ago - (0 if latest == self._on else 60))
        youngest = max(child.born for child in children)
        if wish.adviser:  # in care for some while before they came of age
            return weekday(latest - timedelta(days=rng.randint(200, 2600)))
        start = min(max(start, youngest + timedelta(days=rng.randint(0, 40))), latest - timedelta(days=12))
        return max(weekday(start), youngest)

    def _leaving(self) -> tuple[date, str]:
        day = weekday(self._on - timedelta(days=self._rng.randint(20, self._cast.history.days - 330)))
        # Codes of the yearly return for why care ended: home as planned, guardianship with kin, another reason.
        return day, self._rng.choices(("E4A", "E45", "E8"), (6, 3, 1))[0]

    def _coming_of_age(self, young: Young) -> tuple[date, str]:
        """Care ends with the eighteenth birthday. Codes: stayed with carers, a home of their own with support, other."""
        day = day_of_turning(18, young.born)
        return day, self._rng.choices(("E17", "E5", "E8"), (4, 5, 1))[0]

    def _away(self, children: list[Young], since: date, until: date, wish: Wish) -> list[date]:
        """Nights on which nobody knew where the eldest was: none for most, from twelve years on."""
        rng = self._rng
        first = max(since, day_of_turning(12, children[0].born))
        days = (until - first).days
        if not wish.may_go_missing or days < 30 or rng.random() > wish.may_go_missing:
            return []
        times = rng.choices((1, 2, 3, 5), (45, 30, 15, 10))[0]
        return sorted({first + timedelta(days=rng.randrange(days - 5)) for _ in range(times)})

    def _legal(
        self, start: date, until: date, last_home: PlacementType
    ) -> list[tuple[LegalStatusCode, date]]:
        rng = self._rng
        paths = ((L.V2, L.C1, L.C2), (L.C1, L.C2), (L.V2,), (L.L2, L.C1, L.C2), (L.V2, L.C2))
        path = rng.choices(paths, (40, 25, 20, 8, 7))[0]
        if last_home == T.P1:  # at home with parents only under an order
            path = (L.C1, L.C2)
        found = []
        day = start
        for code in path:
            if day >= until - timedelta(days=5):
                break
            found.append((code, day))
            length = {L.L2: (4, 6), L.V2: (7, 150), L.C1: (120, 240)}.get(code, (1, 2))
            day = weekday(day + timedelta(days=rng.randint(*length) + 2))
        return found

    # Where they live

    def _stays(self, children: list[Young], start: date, until: date, wish: Wish) -> list[Stay]:
        rng = self._rng
        days = (until - start).days
        often = (15, 30, 30, 25) if wish.high_needs else (50, 30, 14, 6)
        moves = rng.choices((0, 1, 2, 3), often)[0] if days > 200 else 0
        turns = sorted(
            {weekday(start + timedelta(days=rng.randint(14, max(15, days - 45)))) for _ in range(moves)}
        )
        if wish.moved_days_ago is not None:
            turns = [self._on - timedelta(days=wish.moved_days_ago)]
        starts = [start, *(day for day in turns if day > start)]
        stays: list[Stay] = []
        for place, first in enumerate(starts):
            last = place == len(starts) - 1
            together = rng.random() < (0.95 if last else 0.75)
            type = self._type(children, first, wish) if wish.due_in is None else T.U6
            away = (first - max(child.born for child in children)).days > _TIME_TO_DECIDE
            houses = [self._house(type, away=away)]
            while len(houses) < len(children):
                houses.append(houses[0] if together else self._house(type, away=away))
            stays.append(
                self._stay(
                    children, first, None if last else starts[place + 1], until, tuple(houses), type, wish
                )
            )
        return stays

    def _stay(
        self,
        children: list[Young],
        start: date,
        end: date | None,
        until: date,
        houses: tuple[House, ...],
        type: PlacementType,
        wish: Wish,
    ) -> Stay:
        rng = self._rng
        long_term = type in (T.U4, T.U1)
        lasts = True if long_term else rng.choices((True, False, None), (25, 67, 8))[0]
        if type in (T.K2, T.P1, T.K3) or wish.due_in is not None:
            lasts, long_term = False, False
        # Asked as the first year ends; most are, and the clock cannot tell for those who were not.
        asked = weekday(start + timedelta(days=rng.randint(330, 358)))
        was_asked = long_term and asked < (end or until) and rng.random() < 0.88
        old_enough = min(child.years(start + YEAR) for child in children) >= 9
        agreed = was_asked and old_enough and rng.random() < 0.6
        return Stay(
            start,
            end,
            houses,
            type,
            lasts,
            long_term,
            withheld=rng.random() < 0.05,
            asked_about_fewer_visits=asked if was_asked else None,
            agreed_to_fewer_visits=agreed,
            emergency=rng.random() < 0.08 and type not in WITH_PARENT,
            told_before=rng.random() < 0.88,
        )

    def _type(self, children: list[Young], day: date, wish: Wish) -> PlacementType:
        years = min(child.years(day) for child in children)
        options = {T.U6: 52, T.U4: 16, T.U3: 12, T.U1: 6}
        if (day - max(child.born for child in children)).days > _TIME_TO_DECIDE:
            options[T.P1] = 4
        if years >= 10 and len(children) == 1:
            options[T.K2] = 70 if wish.high_needs else 12
        if years >= 16 and len(children) == 1:
            options = {T.K3: 45, T.U6: 35, T.K2: 10, T.U4: 10}
        return self._rng.choices(list(options), list(options.values()))[0]

    def _house(self, type: PlacementType, *, away: bool) -> House:
        """A house; one outside the council's area only where somebody had the time to decide on it."""
        rng = self._rng
        area = Area.INSIDE
        if away and type not in WITH_PARENT:
            shares = (55, 25, 20) if type == T.K2 else (84, 12, 4)
            area = rng.choices((Area.INSIDE, Area.ADJOINING, Area.DISTANT), shares)[0]
        town = rng.choice(
            {Area.ADJOINING: names.NEXT_TOWNS, Area.DISTANT: names.FAR_TOWNS}.get(area, ("Marlowick",))
        )
        street = f"{rng.randint(1, 120)} {rng.choice(names.STREETS)}, {town}"
        said = area if rng.random() < _AREA_SAID else None
        postcode = f"{names.POSTCODE_AREA}{rng.randint(1, 9)} {rng.randint(1, 9)}" + "".join(
            rng.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2)
        )
        phone = f"01632 960{rng.randint(300, 999)}"
        if type in (T.K2, T.K3):
            return House(f"the team at {rng.choice(names.HOMES)}", street, postcode, phone, said)
        first, second = rng.choice(names.CARERS_FIRST)
        who = first if rng.random() < 0.3 else f"{first} and {second}"
        return House(f"{who} {rng.choice(names.CARERS_LAST)}", street, postcode, phone, said)

    # Who works with them

    def _workers(self, body: Body, now: Worker, start: date, until: date) -> list[Time]:
        """Workers one after another, the last of them `now`; each there on every day of their time."""
        rng = self._rng
        chain = [Time(now, start)]
        before = until - timedelta(days=20)
        while chain[0].worker.since > start or (
            len(chain) < 4 and rng.random() < (0.4, 0.45, 0.35)[len(chain) - 1]
        ):
            worker = chain[0].worker
            earliest = max(worker.since, start + timedelta(days=25))
            if worker.since > start:
                earliest = worker.since
            latest = min(before, worker.since + timedelta(days=30)) if worker.since > start else before
            options = [
                (other, other.left or before)
                for other in body.workers
                if other is not worker and (other.left or before) >= earliest and other.since <= start
            ]
            if not options or latest < earliest:
                break
            other, there_until = rng.choice(options)
            latest = min(latest, there_until)
            day = weekday(earliest + timedelta(days=rng.randint(0, max(0, (latest - earliest).days))))
            day = max(day, worker.since, start + timedelta(days=1))
            chain[0] = Time(worker, day)
            chain.insert(0, Time(other, start))
            before = day - timedelta(days=20)
        return chain

    def _advisers(
        self,
        body: Body,
        now: Worker | None,
        children: list[Young],
        care_start: date,
        left: tuple[date, str] | None,
    ) -> list[Time]:
        """The personal adviser of an eligible child; for some who came of age after another who is there still.

        Without one named it is whoever has the fewest.
        """
        until = left[0] if left else self._on
        days = [eligible_from(young.born, care_start, until) for young in children]
        eligible = min((day for day in days if day is not None), default=left[0] if now and left else None)
        if eligible is None or not body.advisers:
            return []
        named = eligible + timedelta(days=self._rng.randint(2, 20))
        now = now or min(body.advisers, key=lambda each: self._advised[each])
        self._advised[now] += 1
        start = max(next_weekday(named), self._began, care_start)
        others = [each for each in body.advisers if each is not now and each.since <= start]
        since = max(start, until)  # before care ends nobody hands over
        days_left = (self._on - since).days
        if days_left < 120 or not left or not others or self._rng.random() > 0.3:
            start = max(start, now.since)
            return [Time(now, start)] if start < self._on else []
        change = weekday(since + timedelta(days=self._rng.randint(60, days_left - 30)))
        return [Time(self._rng.choice(others), start), Time(now, max(change, now.since))]

    def _unaccompanied(
        self, children: list[Young], care_start: date, legal: list[tuple[LegalStatusCode, date]]
    ) -> bool:
        """Some who came into care alone in their teens, and by agreement, had come to the country alone."""
        by_agreement = {code for code, _ in legal} == {L.V2}
        return (
            len(children) == 1
            and by_agreement
            and children[0].years(care_start) >= 14
            and self._rng.random() < 0.5
        )

    def _due_in(self, wish: Wish) -> int | None:
        """In how many days the next visit falls due: fixed for the few that are late."""
        late = self._rng.random() < 0.06 and not wish.in_time
        return (a_working_day(self._rng, self._on, -9, -1) - self._on).days if late else None


# From birth on: before it nothing is decided about a home.
_TIME_TO_DECIDE = 14
_AREA_SAID = 0.993


def _double(rng: Random, family: str, strand: names.Strand) -> str:
    """Two family names, the second another one."""
    seconds = [name.split("-")[0] for name in strand.families]
    return f"{family}-{rng.choice([name for name in seconds if name != family])}"


def _unlike(children: list[Young], pool: tuple[str, ...]) -> list[str]:
    """The given names that none of these children has."""
    return [name for name in pool if name not in {young.given for young in children}]


def day_of_turning(years: int, born: date) -> date:
    """The birthday; of somebody born on 29 February in a year without one, 1 March."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


_NOBODY_WORKS = {(12, 25), (12, 26), (1, 1)}


def weekday(day: date) -> date:
    """The day, or the last working day before a weekend, Christmas or New Year's Day."""
    while not _people_work(day):
        day -= timedelta(days=1)
    return day


def next_weekday(day: date) -> date:
    """The day, or the first working day after a weekend, Christmas or New Year's Day."""
    while not _people_work(day):
        day += timedelta(days=1)
    return day


def a_working_day(rng: Random, day: date, first: int, last: int) -> date:
    """One of the working days from `first` to `last` days after a day (below nought: before it), each as likely.

    Five days in a row or more are sure to have a working day among them.
    """
    around = (day + timedelta(days=days) for days in range(first, last + 1))
    return rng.choice([each for each in around if _people_work(each)])


def _people_work(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in _NOBODY_WORKS


def family_sizes(rng: Random, children: int) -> list[int]:
    """How many children come from each family: with brothers and sisters, about a quarter of all."""
    threes, twos = round(children * 0.02), round(children * 0.11)
    sizes = [3] * threes + [2] * twos + [1] * (children - 3 * threes - 2 * twos)
    rng.shuffle(sizes)
    return sizes
