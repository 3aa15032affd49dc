"""What is written about invented children, and what they say themselves.

Short, warm and plain, written so that the child could read it. `{n}` is the name the child uses, `{c}` who
looks after them. Everything fits the child's age, and what is told of school is told on school days; so neighbouring
records rarely share a sentence, and never a whole text. The words of visits are in `visit_words` and `worries`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from random import Random
from typing import TypeVar

from steadyhand.contexts.cases.states import VisitPlace
from steadyhand.world import visit_words, worries
from steadyhand.world.ages import Age
from steadyhand.world.worries import Worry

T = TypeVar("T", bound=Hashable)

_REVIEW_SAID: dict[Age, tuple[str, ...]] = {
    Age.NEWBORN: (),
    Age.BABY: (),
    Age.SMALL: (
        "I drew a picture for the meeting.",
        "I like it at my house.",
        "I want more swimming.",
    ),
    Age.MIDDLE: (
        "I went first and then I could go and play.",
        "I want it written that I’m staying.",
        "Please ask school about the trip.",
        "I’d like to see my cousins more.",
    ),
    Age.TEEN: (
        "I said what I wanted and people wrote it down.",
        "I wanted fewer people in the room, and there were.",
        "I asked about the passport again.",
        "I want a say in who I live with next.",
    ),
}
_REVIEW_SAID[Age.NEARLY_GROWN] = (*_REVIEW_SAID[Age.TEEN], "I want the plan for after 18 before I am 18.")
_REVIEW_AT_ANY_AGE = (
    "We agreed more time with family, and who will arrange it by when.",
    "Two promises from last time were kept and one is late. It has a new date.",
    "{n} is settled and growing. The health plan needs a date for the dentist.",
    "We talked about the longer plan, and {n} will be told in {n}’s own time.",
)
_REVIEW: dict[Age, tuple[str, ...]] = {
    Age.BABY: (
        *_REVIEW_AT_ANY_AGE,
        "The plan stays as it is. {n} eats, sleeps and grows, and the home has all the help that was asked for.",
        "The home is working well. The health visitor comes again next month.",
    ),
    Age.SMALL: (
        *_REVIEW_AT_ANY_AGE,
        "The plan stays as it is. {n}’s next health check has a date.",
        "The home is working well. We talked about what {n} wants to try next.",
    ),
    Age.MIDDLE: (
        *_REVIEW_AT_ANY_AGE,
        "The plan stays as it is. {n}’s school place is safe.",
        "The home is working well. We talked about what {n} wants to try next.",
        "We agreed that moving school is not in {n}’s interest this year.",
        "The savings account is open and {n} has seen the book.",
    ),
}
_REVIEW[Age.NEWBORN] = _REVIEW[Age.BABY]
_REVIEW[Age.TEEN] = _REVIEW[Age.NEARLY_GROWN] = _REVIEW[Age.MIDDLE]
_CONTACT_AT_ANY_AGE = (
    ("{c}", "Rang to say that {n} slept well after the move of bedrooms."),
    ("Grandmother", "Would like a photograph. She will have one this week."),
    ("Mother", "Has moved, and gave a new number. She asked how {n} is."),
)
_CONTACT_OF_THE_SMALL = (
    *_CONTACT_AT_ANY_AGE,
    ("Health visitor", "Agreed who takes {n} to the next appointment."),
    ("{c}", "Asked for the consent form for the jabs. Sent the same day."),
    ("Family centre", "There is a place for {n} on Saturday mornings."),
)
_CONTACT_OF_THE_OLDER = (
    *_CONTACT_AT_ANY_AGE,
    ("{c}", "Asked for the consent form for the trip. Sent the same day."),
    ("{c}", "{n} has asked whether the cousins may stay in the holidays."),
    ("Dentist", "Check done, nothing needed, come back in six months."),
    ("Football coach", "{n} has a place for the season. Lifts are sorted."),
)
_CONTACT: dict[Age, tuple[tuple[str, str], ...]] = {
    age: _CONTACT_OF_THE_OLDER if age >= Age.MIDDLE else _CONTACT_OF_THE_SMALL for age in Age
}
_UPSET = ("School", "{n} was upset in the morning and went to the quiet room. Fine by the next lesson.")
_FROM_SCHOOL: dict[Age, tuple[tuple[str, str], ...]] = {
    Age.MIDDLE: (
        _UPSET,
        ("School", "{n}’s teacher is pleased with how the weeks have begun and will say so to {n} too."),
    ),
    Age.TEEN: (
        _UPSET,
        ("School", "{n}’s form tutor is pleased with how the weeks have begun and will say so to {n} too."),
    ),
}
_FROM_SCHOOL[Age.NEARLY_GROWN] = _FROM_SCHOOL[Age.TEEN]
_NOTE_AT_ANY_AGE = (
    "Looked through the life story book with {n} in mind: the photographs of the first home are missing.",
    "{n}’s passport form is with the council for the signature.",
    "Thought about the holidays with {c}: a week with the cousins, and the dates are free.",
    "Checked what was promised at the last review. All done but the library card.",
    "The name of the new doctor is on file, and {n} has met her.",
)
_NOTE: dict[Age, tuple[str, ...]] = {
    Age.BABY: (*_NOTE_AT_ANY_AGE, "Rang round for a bigger cot. The fund can help with half."),
    Age.SMALL: (*_NOTE_AT_ANY_AGE, "Rang round for a scooter. The fund can help with half."),
    Age.MIDDLE: (
        *_NOTE_AT_ANY_AGE,
        "Rang round for a bike. The fund can help with half.",
        "Spoke with the reviewing officer about who {n} wants in the room.",
    ),
}
_NOTE[Age.NEWBORN] = _NOTE[Age.BABY]
_NOTE[Age.TEEN] = _NOTE[Age.NEARLY_GROWN] = _NOTE[Age.MIDDLE]
_KNOW: tuple[str, ...] = (
    "Likes to walk and talk. Give time to answer.",
    "Hearing aid on the left: sit on the other side.",
    "Asthma: blue inhaler in the school bag.",
    "Say beforehand when you will leave, and leave then.",
    "Hates surprises. Text the day before.",
    "Speaks two languages and likes to be asked which.",
    "No dogs in the car, please. There is a reason.",
    "Allergic to nuts. The pen is in the kitchen drawer.",
    "Will say fine and mean no. Ask a second way.",
    "Prefers to be seen at school, never in front of friends.",
    "Draw while you talk. It helps.",
)
_WARN: tuple[tuple[str, str], ...] = (
    ("Do not give this address to anybody in the family.", "Court order."),
    ("Two workers together when an uncle is at home.", "Agreed after what was said in March."),
    ("Calls from the father go through the office.", "Asked for by the court."),
    ("Not to be in a home with children under 8 without staff awake.", "Agreed by the lead."),
)
_HANDED_OVER: tuple[str, ...] = (
    "The worker before is leaving. They said goodbye together.",
    "{n} asked for this worker, who had met {n} before.",
    "To keep the children of one school with one worker.",
    "The worker before changed to shorter hours.",
)

# A night away: who rang and what was said, first when the child was not home and then when they were back.
_AWAY: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("{c}", "{n} was not home by ten and does not answer. The police have been told, as the plan says."),
        (
            "{c}",
            "{n} left after tea without saying where to. Told the police at ten; friends have been rung.",
        ),
        ("Police", "Missing since the end of school. A number was given, and whom {n} may have gone to."),
        ("{c}", "{n} did not come off the last bus. The police know. The door stays on the latch."),
    ),
    (
        ("{c}", "{n} is back, cold and hungry and not hurt. Asleep now. The police have been told."),
        ("Police", "Found at a friend’s flat and driven home. {n} was glad of the lift."),
        ("{c}", "{n} rang from the station and asked to be fetched. No questions tonight, as we agreed."),
        ("{c}", "{n} walked in as if nothing had been. {c} made toast. The police have been told."),
    ),
)
_TALKED: tuple[str, ...] = (
    "{n} was offered a talk about the night away with somebody from outside the team, and said yes.",
    "{n} did not want the talk with somebody from outside, and told me in the car: it was about Mum’s birthday.",
    "Talked about the night away: there had been a row about the phone. {n} has made a rule with {c} that all can keep.",
    "{n} says it was to see the old street. We will go there together, by day.",
    "The talk about the night away was held the next day. {n} names one person to stay clear of; the police know.",
    "{n} will text one word if it happens again, and nobody will shout. {c} agreed.",
)
_GROWN_CONTACT: tuple[tuple[str, str], ...] = (
    ("Housing officer", "The repair is booked. {n} need not be in if the key is left."),
    ("Jobcentre", "The appointment was moved so that it does not fall on a shift."),
    ("{n}", "Rang to say the interview went well, and rang again to say that they got it."),
    ("{n}", "Asked for the birth certificate, for the passport."),
    ("Landlord", "Happy with how the room is kept. The deposit is in the scheme."),
)


_FROM_COLLEGE: tuple[tuple[str, str], ...] = (
    ("College", "{n} has missed two Fridays. The tutor wants to help, not to tell off."),
)
_ABOUT_SCHOOL = ("Wrote to the school about the seating plan, as {n} asked.",)


def listed(names: Sequence[str]) -> str:
    """Names as they are said one after another: "A, B and C"."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _as_sentences(text: str) -> str:
    """The text with a capital where a sentence begins: homes are spoken of as "the team at ..."."""
    return re.sub(r"(?:^|(?<=[.!?] ))\w", lambda found: found.group().upper(), text)


class Pen:
    """Chooses words by chance, and never the same whole text twice running."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._last: dict[int, int] = {}
        self._said: dict[str, dict[Hashable, int]] = {}
        self._count = 0

    def visit(self, children: Sequence[tuple[Age, str]], c: str, place: VisitPlace, *, in_term: bool) -> str:
        """What happened at a visit to these children in this place, and what the worker makes of it."""
        age, n = children[0]
        parts = [self._next(visit_words.openings(age, place, in_term), n).format(n=n, c=c)]
        used: list[str] = []
        for each, name in children:
            options = visit_words.seen(each, place, in_term)
            text = self._next(options, name)
            while text in used:
                text = self._next(options, name)
            used.append(text)
            parts.append(text.format(n=name, c=c))
        parts.append(self._next(visit_words.views(age, place, in_term), n).format(n=n, c=c))
        return " ".join(_as_sentences(part) for part in parts)

    def worry(self, age: Age, n: str, place: VisitPlace) -> Worry:
        """What a worker was worried about after a visit to a child of this age."""
        return self._worry(worries.WORRIES[age], n, place)

    def worry_of_grown_up(self, n: str, place: VisitPlace) -> Worry:
        """What a personal adviser was worried about after a visit to somebody who has come of age."""
        return self._worry(worries.OF_THE_GROWN, n, place)

    def _worry(self, options: Sequence[Worry], n: str, place: VisitPlace) -> Worry:
        there = tuple(each for each in options if place == VisitPlace.HOME or not each.at_home)
        return self._next(there, n).of(n)

    def worried_visit(
        self,
        worry: Worry,
        children: Sequence[tuple[Age, str]],
        c: str,
        place: VisitPlace,
        *,
        in_term: bool,
    ) -> str:
        """What happened at a visit that ended in a worry for the first of these children."""
        age, n = children[0]
        opening = self._next(visit_words.openings(age, place, in_term), n).format(n=n, c=c)
        others = [name for _, name in children[1:]]
        parts = [opening, worry.seen]
        if others:
            parts.append(f"I saw {listed(others)} too, and the lead knows who was there.")
        return " ".join(_as_sentences(part) for part in parts)

    def not_seen(self, children: Sequence[tuple[Age, str]], c: str) -> str:
        """Why these children were not seen, in words that fit the youngest."""
        n = listed([name for _, name in children])
        text = self._next(visit_words.NOT_SEEN[min(age for age, _ in children)], n)
        return _as_sentences(text.format(n=n, c=c, were="was" if len(children) == 1 else "were"))

    def said(self, age: Age, who: str) -> str:
        """A child's own words at a visit; often none. `who`: the child's whole name."""
        return self._perhaps(visit_words.SAID[age], 0.45, who)

    def review_said(self, age: Age, who: str) -> str:
        """A child's own words at a review."""
        return self._perhaps(_REVIEW_SAID[age], 0.8, who)

    def review(self, age: Age, n: str) -> str:
        """What a review came to."""
        return self._next(_REVIEW[age], n).format(n=n)

    def contact(self, age: Age, n: str, c: str, *, in_term: bool) -> tuple[str, str]:
        """With whom, and what."""
        options = _CONTACT[age] + (_FROM_SCHOOL.get(age, ()) if in_term else ())
        whom, text = self._next(options, n)
        return _as_sentences(whom.format(c=c)), _as_sentences(text.format(n=n, c=c))

    def away(self, which: int, n: str, c: str) -> tuple[str, str]:
        """Who rang on a night away and what they said: 0 when the child was not home, 1 when they were back."""
        whom, text = self._next(_AWAY[which], n)
        return _as_sentences(whom.format(c=c)), _as_sentences(text.format(n=n, c=c))

    def talked(self, n: str, c: str) -> str:
        """What was said about a night away."""
        return self._next(_TALKED, n).format(n=n, c=c)

    def grown_up(self, n: str, place: VisitPlace, worry: Worry | None = None) -> tuple[str, str]:
        """What happened when somebody who has come of age was met, and their own words; often none."""
        met = self._next(visit_words.GROWN_MET[place], n).format(n=n)
        if worry:
            return f"{met} {worry.seen}", worry.said
        rest = (self._next(visit_words.GROWN_SEEN, n), self._next(visit_words.GROWN_VIEW, n))
        said = self._perhaps(visit_words.GROWN_SAID, 0.45, n)
        return " ".join([met, *(part.format(n=n) for part in rest)]), said

    def contact_grown_up(self, n: str, *, in_term: bool) -> tuple[str, str]:
        """With whom, and what, of somebody who has come of age."""
        whom, text = self._next(_GROWN_CONTACT + (_FROM_COLLEGE if in_term else ()), n)
        return whom.format(n=n), text.format(n=n)

    def note(self, age: Age, n: str, c: str, *, in_term: bool) -> str:
        """Something a worker wrote down."""
        options = _NOTE[age] + (_ABOUT_SCHOOL if in_term and age >= Age.MIDDLE else ())
        return self._next(options, n).format(n=n, c=c)

    def remembered(self, text: str, c: str) -> str:
        """The line about something remembered, where these carers looked after the child."""
        return _as_sentences(text.format(c=c))

    def know(self) -> str:
        """What to know before talking."""
        return self._one(_KNOW)

    def warn(self) -> tuple[str, str]:
        """What to be careful of, and why."""
        return self._one(_WARN)

    def handed_over(self, n: str) -> str:
        """Why a child has another worker."""
        return self._one(_HANDED_OVER).format(n=n)

    def _perhaps(self, texts: Sequence[str], chance: float, who: str) -> str:
        return self._next(texts, who) if texts and self._rng.random() < chance else ""

    def _next(self, options: Sequence[T], n: str) -> T:
        """One of these that was not said of this name yet; where all were, of those that were said longest ago."""
        said = self._said.setdefault(n, {})
        some = [each for each in options if each not in said]
        if not some:
            some = sorted(options, key=said.__getitem__)[: max(1, len(options) // 2)]
        chosen = self._rng.choice(some)
        self._count += 1
        said[chosen] = self._count
        return chosen

    def _one(self, options: Sequence[T]) -> T:
        """One of these, and not the one that was chosen from them last."""
        chosen = self._rng.randrange(len(options))
        if chosen == self._last.get(id(options)):
            chosen = (chosen + 1) % len(options)
        self._last[id(options)] = chosen
        return options[chosen]
