"""What is written about invented children, and what they say themselves.

Short, warm and plain, written so that the child could read it. `{n}` is the name the child uses, `{c}` who
looks after them. A visit is an opening, what was seen and what the worker makes of it, each by the child's
age; so neighbouring records rarely share a sentence, and never a whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")


class Age(IntEnum):
    """The part of childhood that a sentence fits."""

    BABY = 0
    SMALL = 1
    MIDDLE = 2
    TEEN = 3
    NEARLY_GROWN = 4


_BELOW = {Age.BABY: 3, Age.SMALL: 7, Age.MIDDLE: 12, Age.TEEN: 15}


def age_band(years: int) -> Age:
    """The part of childhood of a child of this many years."""
    return next((age for age, below in _BELOW.items() if years < below), Age.NEARLY_GROWN)


_OPENINGS: dict[Age, tuple[str, ...]] = {
    Age.BABY: (
        "{n} was just up from a nap and reached for {c} first.",
        "We sat on the rug and {n} passed me every brick in the box, one at a time.",
        "{n} was in the high chair, wearing most of lunch and proud of it.",
        "{n} was just back from the baby group with {c} as I came in.",
        "{n} showed me the window, the cat and the window again.",
        "I fed {n} a bottle while {c} talked. A strong, steady feeder.",
        "{n} slept for the first half, then woke smiling.",
        "We walked to the duck pond with {n} in the sling.",
    ),
    Age.SMALL: (
        "{n} met me at the door to show me a wobbly tooth.",
        "We built a garage out of the sofa cushions and parked everything in it.",
        "{n} drew the whole house, with everybody in a window.",
        "We read the bear book twice, because once was not enough.",
        "{n} was in the garden in wellies, moving snails to safety.",
        "We walked to the swings. {n} can now start without a push.",
        "{n} had a friend round, so I stayed for tea and we talked after.",
        "We made toast and {n} did the buttering.",
    ),
    Age.MIDDLE: (
        "We played three rounds of cards and {n} won two of them fairly.",
        "{n} had the maths book out and let me help with one sum.",
        "We took the dog round the field while {c} cooked.",
        "{n} had just come in from practice, muddy to the knees.",
        "{n} showed me the bedroom, which has been moved round since last time.",
        "We baked flapjacks. {n} read the recipe and did the weighing.",
        "{n} wanted to sit in the car and talk there, so we did.",
        "We looked through the photo box and {n} told me who everybody was.",
    ),
    Age.TEEN: (
        "{n} chose the chip shop, and we talked on the wall outside.",
        "{n} was on the phone when I came and finished the call first, which was fine.",
        "We drove to the sea front and walked as far as the lifeboat.",
        "{n} was fixing a bike in the yard and talked while working.",
        "{n} made us both tea, and pasta for everybody after.",
        "We sat on the back step. {n} talks more easily side by side.",
        "{n} had been up late revising and was short with everyone until we had eaten.",
        "{n} played me a track and explained why it is good.",
    ),
}
_OPENINGS[Age.NEARLY_GROWN] = _OPENINGS[Age.TEEN]
_SEEN: dict[Age, tuple[str, ...]] = {
    Age.BABY: (
        "Weight is following the line in the red book.",
        "{n} settles against {c} at once when tired.",
        "There are new words this month: more, shoe and no.",
        "The cot is by the window and the room was warm.",
        "Two teeth are through and the nights are better.",
        "{n} pulls up on the furniture and looks round for a cheer.",
        "The health visitor came last week and had no worries.",
    ),
    Age.SMALL: (
        "{n} has found a best friend and says the name all day.",
        "Bedtime is easier since the light stays on.",
        "{n} went to {c} for comfort after a bump without thinking about it.",
        "The picture chart for the week is on the fridge and being used.",
        "{n} ate well and asked for seconds.",
        "A scrape on the knee is from the scooter: {n} told me before I asked.",
        "{n} sleeps through most nights now.",
    ),
    Age.MIDDLE: (
        "School rang {c} on Tuesday with good news, for once, about reading.",
        "{n} has the same two friends round most Saturdays.",
        "What {c} said about screens still holds. {n} grumbles and trusts it.",
        "The room is {n}’s own: posters, a lamp, a door that shuts.",
        "There was a falling-out at break this week. It was put right the same day.",
        "{n} has grown out of the school shoes. {c} had already ordered some.",
        "Swimming has started again and {n} is in the deep end.",
    ),
    Age.TEEN: (
        "Attendance is up since the lift in the mornings began.",
        "{n} keeps a money book and it adds up.",
        "{n} is given room here, and {c} always knew where {n} was.",
        "{n} has been home when expected every night but one, and rang that night.",
        "{n} cooks on Thursdays now, and the others come down for it.",
        "There was a row about the phone on Sunday. They had made it up before I came.",
    ),
}
_SEEN[Age.NEARLY_GROWN] = (
    *_SEEN[Age.TEEN],
    "The college form is half done. We did the next page together.",
    "{n} has looked at two rooms for later, with {c}, and liked neither.",
)
_VIEW_AT_ANY_AGE = (
    "I think {n} feels safe here.",
    "Nothing here worries me.",
    "Time with family came up once, lightly, and we will come back to it.",
    "This is a home that notices things.",
    "{c} asked about a weekend away and I will find out.",
    "I make of it that the plan is right and needs only patience.",
    "{n} laughs at the same things as {c}, which is new.",
    "The quiet spell of last month has lifted.",
)
_VIEW: dict[Age, tuple[str, ...]] = {
    Age.BABY: (
        *_VIEW_AT_ANY_AGE,
        "I will ring on Friday to hear how the weighing went.",
        "We agreed that I come a little earlier next time, before the nap.",
        "When {n} looks round for {c}, they are there, which is what matters.",
        "We put the next jabs on the calendar.",
    ),
    Age.SMALL: (
        *_VIEW_AT_ANY_AGE,
        "I will ring on Friday to hear how the party went.",
        "We looked at the calendar together so that {n} knows the days.",
        "{n} is tired after a long week and that is all it is.",
        "We agreed that I come a little earlier next time, well before tea.",
    ),
    Age.MIDDLE: (
        *_VIEW_AT_ANY_AGE,
        "I asked what would make next month better. The answer was small and can be done.",
        "I will ring on Friday to hear how the test went.",
        "We agreed that I come a little later next time, after club.",
        "I have written down who {n} wants at the next review.",
        "{n} is tired after a long half-term and that is all it is.",
        "I should like {n} to have something that is only {n}’s. We have ideas.",
        "We looked at the calendar together so that {n} knows the days.",
        "{n} needs to hear from me when a thing is late, and I have said I will.",
    ),
}
_VIEW[Age.TEEN] = _VIEW[Age.NEARLY_GROWN] = _VIEW[Age.MIDDLE]
# Of one child or of several, whose names are `{n}`.
_NOT_SEEN_AT_ANY_AGE = (
    "{n} {were} asleep after a bad night and I let it be. I come again this week.",
    "{n} {were} at a party that nobody had told me of. I talked with {c}; we have a new day.",
)
_NOT_SEEN: dict[Age, tuple[str, ...]] = {
    Age.BABY: _NOT_SEEN_AT_ANY_AGE,
    Age.SMALL: _NOT_SEEN_AT_ANY_AGE,
    Age.MIDDLE: (
        *_NOT_SEEN_AT_ANY_AGE,
        "{n} {were} out with friends and I had not rung ahead. I talked with {c}; we have a new day.",
        "I waited as long as I could. Word came from {n} that the bus was late, and we have made another day.",
    ),
}
_NOT_SEEN[Age.TEEN] = _NOT_SEEN[Age.NEARLY_GROWN] = _NOT_SEEN[Age.MIDDLE]
_SAID: dict[Age, tuple[str, ...]] = {
    Age.BABY: (),
    Age.SMALL: (
        "I can do the monkey bars.",
        "My bed has stars on.",
        "I want Mummy to see my tooth.",
        "The dog sleeps on my feet.",
        "Can you come on a day with pudding?",
        "I don’t like when it’s loud at dinner.",
        "I’m the biggest in my class nearly.",
    ),
    Age.MIDDLE: (
        "I want to stay in the same school.",
        "Nobody here shouts. It’s weird but good.",
        "Can I see my cousins on a weekend and not after school?",
        "I got picked for the team and I scored.",
        "When you say you’ll ring, ring.",
        "I’d like my own key.",
        "I miss Nan’s cooking the most.",
        "I don’t want to talk about court today.",
    ),
    Age.TEEN: (
        "I know what the plan says. I want to know what happens after.",
        "It’s all right here. They don’t make a thing of stuff.",
        "Stop asking if I’m OK. I’ll say if I’m not.",
        "I’d rather hear it from you than find it in a letter.",
        "You came on the day you said. That counts.",
        "I want to see Mum, but not at that centre.",
    ),
}
_SAID[Age.NEARLY_GROWN] = (
    *_SAID[Age.TEEN],
    "I want driving lessons as soon as I’m allowed, put that down.",
    "I’m not moving before my exams. I’m just not.",
    "Saturday job’s good. They asked me back for the summer.",
    "If I stay on after 18, who decides? I want that in writing.",
)
_REVIEW_SAID: dict[Age, tuple[str, ...]] = {
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
        "The plan stays as it is. {n}’s school place is safe until the summer.",
        "The home is working well. We talked about what {n} wants to try next.",
        "We agreed that moving school is not in {n}’s interest this year.",
        "The savings account is open and {n} has seen the book.",
    ),
}
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
    ("School", "{n} was upset at lunch and went to the quiet room. Fine by two o’clock."),
    ("{c}", "{n} has asked whether the cousins may stay in the holidays."),
    ("Dentist", "Check done, nothing needed, come back in six months."),
    ("Football coach", "{n} has a place for the season. Lifts are sorted."),
)
_CONTACT: dict[Age, tuple[tuple[str, str], ...]] = {
    Age.BABY: _CONTACT_OF_THE_SMALL,
    Age.SMALL: _CONTACT_OF_THE_SMALL,
    Age.MIDDLE: (
        *_CONTACT_OF_THE_OLDER,
        ("School", "{n}’s teacher is pleased with the start of term and will say so to {n} too."),
    ),
    Age.TEEN: (
        *_CONTACT_OF_THE_OLDER,
        ("School", "{n}’s form tutor is pleased with the start of term and will say so to {n} too."),
    ),
}
_CONTACT[Age.NEARLY_GROWN] = _CONTACT[Age.TEEN]
_NOTE_AT_ANY_AGE = (
    "Looked through the life story book with {n} in mind: the photographs of the first home are missing.",
    "{n}’s passport form is with the council for the signature.",
    "Thought about the summer with {c}: a week with the cousins, and the dates are free.",
    "Checked what was promised at the last review. All done but the library card.",
    "The name of the new doctor is on file, and {n} has met her.",
)
_NOTE: dict[Age, tuple[str, ...]] = {
    Age.BABY: (*_NOTE_AT_ANY_AGE, "Rang round for a bigger cot. The fund can help with half."),
    Age.SMALL: (*_NOTE_AT_ANY_AGE, "Rang round for a scooter. The fund can help with half."),
    Age.MIDDLE: (
        *_NOTE_AT_ANY_AGE,
        "Rang round for a bike. The fund can help with half.",
        "Wrote to the school about the seating plan, as {n} asked.",
        "Spoke with the reviewing officer about who {n} wants in the room.",
    ),
}
_NOTE[Age.TEEN] = _NOTE[Age.NEARLY_GROWN] = _NOTE[Age.MIDDLE]
_STORY: dict[Age, tuple[tuple[str, str], ...]] = {
    Age.BABY: (
        ("First steps", "Across the kitchen to {c}, twice."),
        ("First birthday", "A cake, a balloon, and a long sleep after."),
    ),
    Age.SMALL: (
        ("Started school", "Went in without looking back. {c} cried instead."),
        ("Learned to ride a bike", "No stabilisers, the length of the lane."),
        ("The school play", "A very good sheep."),
    ),
    Age.MIDDLE: (
        ("Scored for the team", "The picture is on the wall at home."),
        ("Swam fifty metres", "The badge is sewn on."),
        ("A night away with the class", "The first one. Rang home once, to say it was raining."),
        ("A certificate for reading", "For the whole year’s work."),
    ),
    Age.TEEN: (
        ("Swapped rooms at home", "The quiet one at the back. Sleeping better since."),
        ("Cut and dyed the hair", "Green. It suits."),
        ("Ran the ten kilometres", "Last but two, and a medal like everybody’s."),
        ("Cooked for eight", "Grandmother’s rice. Nobody left any."),
    ),
    Age.NEARLY_GROWN: (
        ("A place at college", "The course that was first choice."),
        ("First pay packet", "Saturdays at the bakery. Half of it saved."),
        ("Examinations done", "The last paper was on a Thursday. Slept until Saturday."),
        ("First night out in town", "Home at the time that was said, with chips for everybody."),
    ),
}
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
_GROWN_MET: tuple[str, ...] = (
    "Met {n} at the flat. The kettle works and the boiler does not.",
    "{n} wanted to walk, so we went round the harbour.",
    "We sat in the café by the college. {n} paid for the tea and said so.",
    "{n} had the post in a pile, and we opened all of it together.",
    "Met at the library between {n}’s shifts.",
    "{n} cooked. There was too much of it and it was good.",
    "We did the bus route to the new job twice, so that Monday holds no surprise.",
    "{n} was in bed at two, had been on nights, and got up to talk.",
)
_GROWN_SEEN: tuple[str, ...] = (
    "The tenancy is safe; the meter is not, and we rang about it from there.",
    "The college bursary has come through and the travel card with it.",
    "{n} has kept the job for six months now, and knows it.",
    "There is money until Thursday and a plan until the one after.",
    "The driving theory is booked. The setting-up allowance paid for the bed.",
    "{n} has registered with a doctor and a dentist, which took three goes.",
    "{n} sees the carers on Sundays still, and takes washing.",
    "A neighbour has been kind and {n} does not trust it yet.",
)
_GROWN_VIEW: tuple[str, ...] = (
    "The pathway plan has two things less on it than last time.",
    "I think {n} is lonelier than {n} says. Thursday group is there when it is wanted.",
    "{n} asks for help before it is late now. That is new.",
    "I will ring on the day of the interview.",
    "Nothing here worries me but the damp.",
    "We agreed what {n} does and what I do, and wrote it on the same sheet.",
    "{n} would like to see the file one day, and I said how that goes.",
    "We talked about Christmas early, so that it does not come as it did last year.",
)
_GROWN_SAID: tuple[str, ...] = (
    "I can do it. I just don’t want to do it on my own.",
    "I got my first payslip and framed it.",
    "Nobody tells you how cold a flat is.",
    "I want a friend to stay over, is that allowed?",
    "You ring when you say. Not everybody has.",
    "I’m thinking about going back to college.",
)
_GROWN_CONTACT: tuple[tuple[str, str], ...] = (
    ("Housing officer", "The repair is booked. {n} need not be in if the key is left."),
    ("College", "{n} has missed two Fridays. The tutor wants to help, not to tell off."),
    ("Jobcentre", "The appointment was moved so that it does not fall on a shift."),
    ("{n}", "Rang to say the interview went well, and rang again to say that they got it."),
    ("{n}", "Asked for the birth certificate, for the passport."),
    ("Landlord", "Happy with how the room is kept. The deposit is in the scheme."),
)


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
        self._decks: dict[tuple[str, int], list[Any]] = {}
        self._stories: dict[str, set[str]] = {}

    def visit(self, children: Sequence[tuple[Age, str]], c: str) -> str:
        """What happened at a visit to these children, and what the worker makes of it."""
        age, n = children[0]
        parts = [self._next(_OPENINGS[age], n).format(n=n, c=c)]
        used: list[str] = []
        for each, name in children:
            text = self._next(_SEEN[each], name)
            while text in used:
                text = self._next(_SEEN[each], name)
            used.append(text)
            parts.append(text.format(n=name, c=c))
        parts.append(self._next(_VIEW[age], n).format(n=n, c=c))
        return " ".join(_as_sentences(part) for part in parts)

    def not_seen(self, children: Sequence[tuple[Age, str]], c: str) -> str:
        """Why these children were not seen, in words that fit the youngest."""
        n = listed([name for _, name in children])
        text = self._next(_NOT_SEEN[min(age for age, _ in children)], n)
        return _as_sentences(text.format(n=n, c=c, were="was" if len(children) == 1 else "were"))

    def said(self, age: Age, who: str) -> str:
        """A child's own words at a visit; often none. `who`: the child's whole name."""
        return self._perhaps(_SAID[age], 0.45, who)

    def review_said(self, age: Age, who: str) -> str:
        """A child's own words at a review."""
        return self._perhaps(_REVIEW_SAID[age], 0.8, who)

    def review(self, age: Age, n: str) -> str:
        """What a review came to."""
        return self._next(_REVIEW[age], n).format(n=n)

    def contact(self, age: Age, n: str, c: str) -> tuple[str, str]:
        """With whom, and what."""
        whom, text = self._next(_CONTACT[age], n)
        return _as_sentences(whom.format(c=c)), _as_sentences(text.format(n=n, c=c))

    def away(self, which: int, n: str, c: str) -> tuple[str, str]:
        """Who rang on a night away and what they said: 0 when the child was not home, 1 when they were back."""
        whom, text = self._next(_AWAY[which], n)
        return _as_sentences(whom.format(c=c)), _as_sentences(text.format(n=n, c=c))

    def talked(self, n: str, c: str) -> str:
        """What was said about a night away."""
        return self._next(_TALKED, n).format(n=n, c=c)

    def grown_up(self, n: str) -> tuple[str, str]:
        """What happened when somebody who has come of age was met, and their own words; often none."""
        parts = (self._next(_GROWN_MET, n), self._next(_GROWN_SEEN, n), self._next(_GROWN_VIEW, n))
        return " ".join(part.format(n=n) for part in parts), self._perhaps(_GROWN_SAID, 0.45, n)

    def contact_grown_up(self, n: str) -> tuple[str, str]:
        """With whom, and what, of somebody who has come of age."""
        whom, text = self._next(_GROWN_CONTACT, n)
        return whom.format(n=n), text.format(n=n)

    def note(self, age: Age, n: str, c: str) -> str:
        """Something a worker wrote down."""
        return self._next(_NOTE[age], n).format(n=n, c=c)

    def story(self, age: Age, who: str, c: str) -> tuple[str, str] | None:
        """A good day: its title and a line. Each comes once in a life; none where all have been."""
        had = self._stories.setdefault(who, set())
        left = [each for each in _STORY[age] if each[0] not in had]
        if not left:
            return None
        title, text = self._rng.choice(left)
        had.add(title)
        return title, _as_sentences(text.format(c=c))

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
        """One of these that has not been said of this name for longest: all come before any comes again."""
        deck = self._decks.setdefault((n, id(options)), [])
        if not deck:
            deck += self._rng.sample(options, len(options))
        chosen: T = deck.pop()
        return chosen

    def _one(self, options: Sequence[T]) -> T:
        """One of these, and not the one that was chosen from them last."""
        chosen = self._rng.randrange(len(options))
        if chosen == self._last.get(id(options)):
            chosen = (chosen + 1) % len(options)
        self._last[id(options)] = chosen
        return options[chosen]
