"""The few visits to invented children after which a worker was worried for somebody's safety, and what came of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from steadyhand.world.ages import Age

# One visit in so many.
ONE_IN = 150


@dataclass(frozen=True, slots=True)
class Worry:
    """What was seen or heard, what the lead was told the same day, and what was written some days later.

    `at_home`: it can only be seen there. `said`: the child's own words, where there were any.
    """

    seen: str
    told: str
    after: str
    said: str = ""
    at_home: bool = False

    def of(self, n: str) -> Worry:
        """The same of the child who uses this name."""
        seen, told, after = (text.format(n=n) for text in (self.seen, self.told, self.after))
        return replace(self, seen=seen, told=told, after=after)


_STRANGER = Worry(
    "A man whom I had not met opened the door to me and was alone with {n}. Nobody had told me of him.",
    "Told of the man in the house, and his name. He is not to be alone with {n} until we know more.",
    "He is family, on a visit from away. The checks are asked for, and he has gone home until they are back.",
    at_home=True,
)
_HIT = Worry(
    "There are marks on {n}’s arm in a row, as fingers leave them. {n} looked at the floor when I asked.",
    "Told of the marks within the hour. A doctor sees the arm today, and the police and health are asked to a discussion.",
    "The doctor thinks that it was one hard grip. Being pulled back from the kerb is what {n} tells as well, to"
    " somebody trained to ask. The discussion ended there, and {n} knows whom to ring.",
)
_CUTS = Worry(
    "There are new cuts on {n}’s arm. {n} let me see them and asked me not to tell. I said whom I must tell.",
    "Told of the cuts. None is deep. The doctor has been rung, and sharp things are put away tonight.",
    "{n} has seen the doctor, and the mental health team has a first appointment for next week. {n} wrote the card"
    " by the bed: whom to wake, and what helps.",
    said="You can tell, but tell me who.",
)
_MESSAGES = Worry(
    "{n} showed me messages from somebody who says that he is of {n}’s age and asks for pictures.",
    "Told of the messages. The police have been rung, and the phone is switched off, as {n} and I agreed.",
    "The police have the messages, and the account they came from is closed. No picture was sent. {n} was thanked"
    " for telling.",
    said="I didn’t send anything.",
)
_FOLLOWED = Worry(
    "{n} said that an uncle waits by the corner shop and has asked for the address.",
    "Told of the uncle. The police have his name, and {n} goes nowhere alone this week.",
    "The police have spoken with him and he has been told again what the order says. {n} knows which shop to go into"
    " and what to say there.",
    said="He said not to tell.",
)
_OLDER_FRIEND = Worry(
    "{n} has a new phone and new trainers and would not say from whom. A car waited round the corner, with somebody"
    " of twenty at the wheel.",
    "Told of the car and the presents. The police have the number of the car, and a meeting about exploitation is asked"
    " for.",
    "The meeting was held. {n} helped to write the plan: who is rung when {n} is out after ten, and one word that means"
    " fetch me.",
)
_DEBT = Worry(
    "{n} was hit in the street, twice, over money that is not {n}’s own debt.",
    "Told of what happened in the street. The police have been rung, with {n} beside me.",
    "{n} gave the police two names. Lifts are arranged for the fortnight, and the meeting about exploitation has a"
    " date.",
    said="I don’t owe them anything.",
)
_OF_TEENS = (_CUTS, _MESSAGES, _OLDER_FRIEND, _DEBT, _FOLLOWED)
WORRIES: Mapping[Age, tuple[Worry, ...]] = {
    Age.NEWBORN: (
        Worry(
            "There is a small bruise on {n}’s upper arm, at an age before rolling, and nobody could say how it came.",
            "Told of the bruise within the hour. A paediatrician sees {n} today, and I have said at home why.",
            "The paediatrician saw {n} the same day: the strap of the car seat, which was too tight and has been let"
            " out. The lead agreed that nothing more is to be done.",
        ),
        Worry(
            "{n} has put on no weight for three weeks and took little of the bottle while I was there.",
            "Told of the weight. The health visitor weighs {n} tomorrow morning, and the doctor is asked to see {n}.",
            "The doctor has changed the feed. {n} keeps it down and is weighed twice a week for now.",
        ),
        Worry(
            "{n} was asleep face down under a loose blanket, with a pillow on each side. We made the cot afresh together.",
            "Told of the cot. The health visitor goes over safe sleep with the home this week.",
            "The health visitor has been. I looked in unannounced: the cot is bare but for the sheet, and {n} lay as"
            " babies should.",
            at_home=True,
        ),
    ),
    Age.BABY: (
        Worry(
            "The gate at the stairs was off and {n} was half-way up when I came in. Nobody had heard.",
            "Told of the stairs. The gate goes back on today, and I look at it tomorrow.",
            "I went by unannounced. There is a gate above and below, and both were shut.",
            at_home=True,
        ),
        Worry(
            "There is a burn the size of a coin on {n}’s hand. It had not been shown to a doctor, and what I was told of"
            " it changed while I was there.",
            "Told of the burn within the hour. A doctor sees the hand today, and the police and health are asked to a"
            " discussion before anybody asks more.",
            "The doctor thinks of the oven door, which is at {n}’s height. The discussion ended without an enquiry. A"
            " guard is on the oven, and every injury is rung through, however small.",
        ),
        _STRANGER,
    ),
    Age.SMALL: (
        Worry(
            "{n} told me about the cupboard at bedtime and who shuts the door of it.",
            "Told of the cupboard in {n}’s own words. Nobody asks {n} more until the discussion with the police this"
            " afternoon.",
            "Somebody trained to ask has talked with {n}. It was a game of an older child’s that went on too long and"
            " in the dark. The cupboard has no door now.",
            said="I don’t like the cupboard.",
        ),
        _HIT,
        _STRANGER,
    ),
    Age.MIDDLE: (_FOLLOWED, _MESSAGES, _HIT, _STRANGER),
    Age.TEEN: _OF_TEENS,
    Age.NEARLY_GROWN: (
        *_OF_TEENS,
        Worry(
            "{n} spends some nights at the house of a man of thirty and calls him a friend. {n} was not to be talked"
            " out of going tonight.",
            "Told of the house and of tonight. The police are asked to look at who lives there, and who rings whom at"
            " ten is agreed.",
            "The police know the address. {n} came home both nights, cross and on time, and will see the worker from"
            " the exploitation team on Thursday.",
        ),
    ),
}
OF_THE_GROWN: tuple[Worry, ...] = (
    Worry(
        "Somebody else in the flat answered every question for {n}. {n} has a mark under one eye.",
        "Told of what I saw. {n} said yes in a message to my asking the domestic abuse service.",
        "{n} has seen the domestic abuse service twice. There is a bag at a friend’s and a number that is called"
        " something else.",
        at_home=True,
    ),
    Worry(
        "{n} has not eaten for two days and spoke of not wanting to be here any more. I stayed until the crisis team came.",
        "Told while the crisis team was with {n}. They see {n} again tomorrow, and I do the day after.",
        "The crisis team comes every day this week. {n} ate with a neighbour last night, and told me of it before I asked.",
        said="I’m just tired of it all.",
    ),
    Worry(
        "Two people whom {n} hardly knows have moved into the flat, and {n} sleeps in the kitchen.",
        "Told of the two in the flat. The police and the housing officer are rung, with {n}’s yes.",
        "They have gone, and the locks are changed. {n} stays with the former carers until the weekend.",
        said="They just didn’t leave.",
    ),
)
