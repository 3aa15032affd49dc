"""What is written of visits to invented children, by place, age and time of year, and what they say there.

A visit is an opening, what was seen and what the worker makes of it. Carers are spoken of where they were met:
at home. What belongs to school days is written on school days alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from steadyhand.contexts.cases.states import VisitPlace
from steadyhand.world.ages import Age

Lines = tuple[str, ...]
ByAge = Mapping[Age, Lines]
HOME, SCHOOL, OUT = VisitPlace.HOME, VisitPlace.SCHOOL, VisitPlace.OUT

_AT_HOME: dict[Age, Lines] = {
    Age.NEWBORN: (
        "{n} was just up from a nap and wide awake.",
        "I fed {n} a bottle while {c} talked. A strong, steady feeder.",
        "{n} slept for the first half, then woke and stretched.",
        "{n} was in the sling while {c} made the tea.",
        "{n} was on the mat by the window, kicking.",
        "{n} was just back from the clinic with {c} as I came in.",
        "I held {n} while {c} found the red book.",
    ),
    Age.BABY: (
        "{n} was just up from a nap and reached for {c} first.",
        "We sat on the rug and {n} passed me every brick in the box, one at a time.",
        "{n} was in the high chair, wearing most of lunch and proud of it.",
        "{n} was just back from the baby group with {c} as I came in.",
        "{n} showed me the window, the cat and the window again.",
        "{n} slept for the first half, then woke smiling.",
        "{n} brought me one shoe, and then the other one.",
    ),
    Age.SMALL: (
        "{n} met me at the door to show me a plaster on one knee.",
        "We built a garage out of the sofa cushions and parked everything in it.",
        "{n} drew the whole house, with everybody in a window.",
        "We read the bear book twice, because once was not enough.",
        "{n} was in the yard in wellies, looking for the deepest puddle.",
        "{n} had a friend round, so I stayed for tea and we talked after.",
        "We made toast and {n} did the buttering.",
    ),
    Age.MIDDLE: (
        "We played three rounds of cards and {n} won two of them fairly.",
        "{n} had just come in from practice, muddy to the knees.",
        "{n} showed me the bedroom, which has been moved round since last time.",
        "We baked flapjacks. {n} read the recipe and did the weighing.",
        "We looked through the photo box and {n} told me who everybody was.",
        "{n} was teaching the dog to wait, and it nearly did.",
    ),
    Age.TEEN: (
        "{n} was on the phone when I came and finished the call first, which was fine.",
        "{n} was fixing a bike in the yard and talked while working.",
        "{n} made us both tea, and pasta for everybody after.",
        "We sat on the back step. {n} talks more easily side by side.",
        "{n} played me a track and explained why it is good.",
        "{n} was clearing out the wardrobe, and we talked between the piles.",
    ),
}
_AT_HOME_IN_TERM: dict[Age, Lines] = {
    Age.MIDDLE: ("{n} had the maths book out and let me help with one sum.",),
    Age.TEEN: ("{n} had been up late revising and was short with everyone until we had eaten.",),
}
_AT_SCHOOL: dict[Age, Lines] = {
    Age.SMALL: (
        "{n} took me to the book corner, and we sat on the two smallest chairs.",
        "{n} showed me the peg with the picture on it, and then every friend in turn.",
        "We drew together in the quiet room. {n} chose the pens.",
        "I came at the end of a story, and {n} told me the whole of it again.",
        "{n} had paint up to both elbows and was proud of it.",
    ),
    Age.MIDDLE: (
        "We had the small room by the office. {n} had brought a book to show.",
        "{n} was in the library corner and let me help put the books back.",
        "We talked on the bench by the hall.",
        "{n} walked me round the classroom and read me the project on the wall.",
        "{n} had come out of singing, which was a sacrifice, and said so.",
        "An assistant whom {n} likes showed us to the quiet room and left us to it.",
    ),
    Age.TEEN: (
        "We had the room by the head of year’s office. {n} closed the door.",
        "I came in by the side entrance, as {n} and I had agreed, so that nobody asks.",
        "{n} was let out of form time, and we sat at the back of the library.",
        "{n} met me at the school office with the planner under one arm.",
        "We sat in the empty art room and {n} showed me the folder for the year.",
    ),
}
_SOMEWHERE_ELSE: dict[Age, Lines] = {
    Age.SMALL: (
        "We walked to the swings. {n} can now start without a push.",
        "We fed the ducks and {n} named each of them.",
        "We went to the library and {n} chose three books about lorries.",
        "We took the bus two stops and back, because {n} likes the top deck.",
    ),
    Age.MIDDLE: (
        "We took the dog round the field, twice.",
        "{n} wanted to sit in the car and talk there, so we did.",
        "We walked to the shop for a comic and took the long way back.",
        "We went to the library and {n} showed me which shelf.",
        "We kicked a ball about on the rec until it was too far gone in the hedge.",
    ),
    Age.TEEN: (
        "{n} chose the chip shop, and we talked on the wall outside.",
        "We drove to the sea front and walked as far as the lifeboat.",
        "{n} wanted a hot chocolate, and we had the corner table.",
        "We walked into town and {n} knew every short cut.",
        "We sat in the car above the harbour, where {n} talks more easily.",
    ),
}
_SEEN_AT_HOME: dict[Age, Lines] = {
    Age.NEWBORN: (
        "Weight is following the line in the red book.",
        "{n} settles against {c} at once when tired.",
        "The cot is clear but for the sheet, and the room was neither warm nor cold.",
        "{n} follows a face across the room.",
        "The health visitor came last week and had no worries.",
        "Bottles are made up fresh and written down.",
    ),
    Age.BABY: (
        "Weight is following the line in the red book.",
        "{n} settles against {c} at once when tired.",
        "There are new sounds this month, and all of them mean more.",
        "The cot is by the window and the room was warm.",
        "More teeth are through and the nights are better.",
        "{n} gets about the whole room and looks round for a cheer.",
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
        "{n} has the same two friends round most Saturdays.",
        "What {c} said about screens still holds. {n} grumbles and trusts it.",
        "The room is {n}’s own: posters, a lamp, a door that shuts.",
        "{n} has grown out of the trainers. {c} had already ordered some.",
        "Swimming has started again and {n} is in the deep end.",
        "{n} lays the table on weekdays and is owed for it on Fridays.",
    ),
    Age.TEEN: (
        "{n} keeps a money book and it adds up.",
        "{n} is given room here, and {c} always knew where {n} was.",
        "{n} has been home when expected every night but one, and rang that night.",
        "{n} cooks on Thursdays now, and the others come down for it.",
        "There was a row about the phone on Sunday. They had made it up before I came.",
        "The door of the room shuts, and everybody knocks.",
    ),
    Age.NEARLY_GROWN: ("{n} has looked at two rooms for later, with {c}, and liked neither.",),
}
_SEEN_AT_HOME_IN_TERM: dict[Age, Lines] = {
    Age.MIDDLE: (
        "School rang {c} on Tuesday with good news, for once, about reading.",
        "There was a falling-out at break this week. It was put right the same day.",
    ),
    Age.TEEN: ("Attendance is up since the lift in the mornings began.",),
    Age.NEARLY_GROWN: ("The college form is half done. We did the next page together.",),
}
_SEEN_AT_SCHOOL: dict[Age, Lines] = {
    Age.SMALL: (
        "The teacher says that {n} has found a best friend.",
        "{n} can write the whole first name, with one letter backwards.",
        "{n} eats school dinners now, all but the peas.",
        "Mornings are easier: {n} goes in without tears.",
        "{n} knows who does the fetching on which day.",
    ),
    Age.MIDDLE: (
        "The class teacher is pleased with the reading.",
        "There was a falling-out at break this week. It was put right the same day.",
        "{n} has somebody to sit with at lunch.",
        "{n} is staying for two clubs.",
        "{n} showed me the reading record, signed every night.",
    ),
    Age.TEEN: (
        "Attendance is up since the lift in the mornings began.",
        "The head of year says that homework comes in.",
        "{n} has changed sets in maths and finds it fairer.",
        "{n} named two teachers whom it is all right to go to.",
        "{n} has not been sent out of a lesson for weeks.",
    ),
    Age.NEARLY_GROWN: ("The college form is half done. We did the next page together.",),
}
_SEEN_ELSEWHERE: dict[Age, Lines] = {
    Age.SMALL: (
        "{n} has found a best friend and says the name all day.",
        "A scrape on the knee is from the scooter: {n} told me before I asked.",
        "{n} told me what there was for tea yesterday, and the day before.",
        "{n} held my hand over the road without being asked.",
    ),
    Age.MIDDLE: (
        "{n} has the same two friends round most Saturdays.",
        "Swimming has started again and {n} is in the deep end.",
        "{n} says that the rule about screens is fair, and grumbles all the same.",
        "{n} sleeps well and has stopped listening for cars.",
    ),
    Age.TEEN: (
        "{n} keeps a money book and it adds up.",
        "{n} has been home when expected every night but one, and rang that night.",
        "There was a row about the phone on Sunday. It was made up the same evening.",
        "{n} is given room at home, and says where {n} goes all the same.",
        "{n} cooks on Thursdays now, and is thanked for it.",
    ),
    Age.NEARLY_GROWN: ("{n} has looked at two rooms for later and liked neither.",),
}
_SEEN_ELSEWHERE_IN_TERM: dict[Age, Lines] = {
    Age.MIDDLE: ("There was a falling-out at break this week. It was put right the same day.",),
    Age.TEEN: ("Attendance is up since the lift in the mornings began.",),
}
_VIEW_ANYWHERE = (
    "Nothing here worries me.",
    "Time with family came up once, lightly, and we will come back to it.",
    "I make of it that the plan is right and needs only patience.",
    "The quiet spell of last month has lifted.",
)
_VIEW_AT_HOME_OF_ANY = (
    *_VIEW_ANYWHERE,
    "I think {n} feels safe here.",
    "This is a home that notices things.",
    "{c} asked about a weekend away and I will find out.",
)
_VIEW_ELSEWHERE_OF_ANY = (
    *_VIEW_ANYWHERE,
    "I rang {c} afterwards and told what {n} was happy for me to tell.",
    "{n} was easier to talk with here than indoors at home, and I have made a note of it.",
)
_CALENDAR = "We looked at the calendar together so that {n} knows the days."
_TIRED = "{n} is tired after a long week and that is all it is."
_VIEW_OF_OLDER = (
    "I asked what would make next month better. The answer was small and can be done.",
    "I have written down who {n} wants at the next review.",
    "I should like {n} to have something that is only {n}’s. We have ideas.",
    "{n} needs to hear from me when a thing is late, and I have said I will.",
    _CALENDAR,
)
_VIEW_OF_OLDER_IN_TERM = (
    "I will ring on Friday to hear how the test went.",
    "We agreed that I come a little later next time, after club.",
    "{n} is tired after a long half-term and that is all it is.",
)
_VIEW_AT_HOME: dict[Age, Lines] = {
    Age.NEWBORN: (
        *_VIEW_AT_HOME_OF_ANY,
        "I will ring on Friday to hear how the weighing went.",
        "We put the next jabs on the calendar.",
        "When {n} cries, somebody comes, which is what matters.",
    ),
    Age.BABY: (
        *_VIEW_AT_HOME_OF_ANY,
        "{n} laughs at the same things as {c}, which is new.",
        "We agreed that I come a little earlier next time, before the nap.",
        "When {n} looks round for {c}, they are there, which is what matters.",
        "We put the next jabs on the calendar.",
    ),
    Age.SMALL: (
        *_VIEW_AT_HOME_OF_ANY,
        "{n} laughs at the same things as {c}, which is new.",
        "I will ring on Friday to hear how the party went.",
        _CALENDAR,
        _TIRED,
    ),
    Age.MIDDLE: (
        *_VIEW_AT_HOME_OF_ANY,
        *_VIEW_OF_OLDER,
        "{n} laughs at the same things as {c}, which is new.",
    ),
}
_VIEW_ELSEWHERE: dict[Age, Lines] = {
    Age.SMALL: (*_VIEW_ELSEWHERE_OF_ANY, _CALENDAR, _TIRED),
    Age.MIDDLE: (*_VIEW_ELSEWHERE_OF_ANY, *_VIEW_OF_OLDER),
}
_VIEW_IN_TERM: dict[Age, Lines] = {Age.MIDDLE: _VIEW_OF_OLDER_IN_TERM}
for _lines in (_AT_HOME, _AT_HOME_IN_TERM, _AT_SCHOOL, _SOMEWHERE_ELSE):
    _lines[Age.NEARLY_GROWN] = _lines[Age.TEEN]
for _lines in (
    _SEEN_AT_HOME,
    _SEEN_AT_HOME_IN_TERM,
    _SEEN_AT_SCHOOL,
    _SEEN_ELSEWHERE,
    _SEEN_ELSEWHERE_IN_TERM,
):
    _lines[Age.NEARLY_GROWN] = (*_lines[Age.TEEN], *_lines.get(Age.NEARLY_GROWN, ()))
for _lines in (_VIEW_AT_HOME, _VIEW_ELSEWHERE, _VIEW_IN_TERM):
    _lines[Age.TEEN] = _lines[Age.NEARLY_GROWN] = _lines[Age.MIDDLE]

_OPENINGS: dict[VisitPlace, ByAge] = {HOME: _AT_HOME, SCHOOL: _AT_SCHOOL, OUT: _SOMEWHERE_ELSE}
_OPENINGS_IN_TERM: dict[VisitPlace, ByAge] = {HOME: _AT_HOME_IN_TERM}
_SEEN: dict[VisitPlace, ByAge] = {HOME: _SEEN_AT_HOME, SCHOOL: _SEEN_AT_SCHOOL, OUT: _SEEN_ELSEWHERE}
_SEEN_IN_TERM: dict[VisitPlace, ByAge] = {HOME: _SEEN_AT_HOME_IN_TERM, OUT: _SEEN_ELSEWHERE_IN_TERM}
_VIEW: dict[VisitPlace, ByAge] = {HOME: _VIEW_AT_HOME, SCHOOL: _VIEW_ELSEWHERE, OUT: _VIEW_ELSEWHERE}


@cache
def openings(age: Age, place: VisitPlace, in_term: bool) -> Sequence[str]:
    """How a visit may begin."""
    return _lines_for(_OPENINGS[place], _OPENINGS_IN_TERM.get(place, {}), age, in_term)


@cache
def seen(age: Age, place: VisitPlace, in_term: bool) -> Sequence[str]:
    """What may be seen or heard of a child."""
    return _lines_for(_SEEN[place], _SEEN_IN_TERM.get(place, {}), age, in_term)


@cache
def views(age: Age, place: VisitPlace, in_term: bool) -> Sequence[str]:
    """What the worker may make of it."""
    return _lines_for(_VIEW[place], _VIEW_IN_TERM, age, in_term)


def _lines_for(always: ByAge, on_school_days: ByAge, age: Age, in_term: bool) -> Lines:
    return always[age] + (on_school_days.get(age, ()) if in_term else ())


# Of one child or of several, whose names are `{n}`.
_NOT_SEEN_AT_ANY_AGE = (
    "{n} {were} asleep after a bad night and I let it be. I come again this week.",
    "{n} {were} at a party that nobody had told me of. I talked with {c}; we have a new day.",
)
_NOT_SEEN_OF_OLDER = (
    *_NOT_SEEN_AT_ANY_AGE,
    "{n} {were} out with friends and I had not rung ahead. I talked with {c}; we have a new day.",
    "I waited as long as I could. Word came from {n} that the bus was late, and we have made another day.",
)
NOT_SEEN: ByAge = {age: _NOT_SEEN_OF_OLDER if age >= Age.MIDDLE else _NOT_SEEN_AT_ANY_AGE for age in Age}
_SAID_BY_TEENS = (
    "I know what the plan says. I want to know what happens after.",
    "It’s all right where I live. They don’t make a thing of stuff.",
    "Stop asking if I’m OK. I’ll say if I’m not.",
    "I’d rather hear it from you than find it in a letter.",
    "You came on the day you said. That counts.",
    "I want to see Mum, but not at that centre.",
)
SAID: ByAge = {
    Age.NEWBORN: (),
    Age.BABY: (),
    Age.SMALL: (
        "I can do the monkey bars.",
        "My bed has stars on.",
        "I want Mummy to see my picture.",
        "The dog sleeps on my feet.",
        "Can you come on a day with pudding?",
        "I don’t like when it’s loud at dinner.",
        "I’m the biggest nearly.",
    ),
    Age.MIDDLE: (
        "I want to stay in the same school.",
        "Nobody at home shouts. It’s weird but good.",
        "Can I see my cousins on a weekend and not after school?",
        "I got picked for the team and I scored.",
        "When you say you’ll ring, ring.",
        "I’d like my own key.",
        "I miss Nan’s cooking the most.",
        "I don’t want to talk about court today.",
    ),
    Age.TEEN: _SAID_BY_TEENS,
    Age.NEARLY_GROWN: (
        *_SAID_BY_TEENS,
        "I want driving lessons as soon as I’m allowed, put that down.",
        "I’m not moving before my exams. I’m just not.",
        "Saturday job’s good. They asked me back for the summer.",
        "If I stay on after 18, who decides? I want that in writing.",
    ),
}

# Of somebody who has come of age.
GROWN_MET: Mapping[VisitPlace, Lines] = {
    HOME: (
        "Met {n} at the flat. The kettle works and the boiler does not.",
        "{n} had the post in a pile, and we opened all of it together.",
        "{n} cooked. There was too much of it and it was good.",
        "{n} had been on nights, and got up to talk.",
        "{n} showed me the new shelf, which is nearly straight.",
    ),
    OUT: (
        "{n} wanted to walk, so we went round the harbour.",
        "We sat in the café by the college. {n} paid for the tea and said so.",
        "Met at the library between {n}’s shifts.",
        "We did the bus route to the new job twice, so that Monday holds no surprise.",
        "We met at the market, where {n} knows the man with the coffee.",
    ),
}
GROWN_SEEN: Lines = (
    "The tenancy is safe; the meter is not, and we rang about it together.",
    "The college bursary has come through and the travel card with it.",
    "{n} has kept the job for six months now, and knows it.",
    "There is money until Thursday and a plan until the one after.",
    "The driving theory is booked. The setting-up allowance paid for the bed.",
    "{n} has registered with a doctor and a dentist, which took three goes.",
    "{n} sees the carers on Sundays still, and takes washing.",
    "A neighbour has been kind and {n} does not trust it yet.",
)
GROWN_VIEW: Lines = (
    "The pathway plan has two things less on it than last time.",
    "I think {n} is lonelier than {n} says. Thursday group is there when it is wanted.",
    "{n} asks for help before it is late now. That is new.",
    "I will ring on the day of the interview.",
    "Nothing worries me but the damp.",
    "We agreed what {n} does and what I do, and wrote it on the same sheet.",
    "{n} would like to see the file one day, and I said how that goes.",
    "We talked about the birthday early, so that it does not come as it did last year.",
)
GROWN_SAID: Lines = (
    "I can do it. I just don’t want to do it on my own.",
    "I got my first payslip and framed it.",
    "Nobody tells you how cold a flat is.",
    "I want a friend to stay over, is that allowed?",
    "You ring when you say. Not everybody has.",
    "I’m thinking about going back to college.",
)
