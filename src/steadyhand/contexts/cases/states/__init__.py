"""The words of the record: which kinds and codes exist. Codes are those of the yearly return (SSDA903)."""

from django.db import models


class Sex(models.TextChoices):
    MALE = "M", "Male"
    FEMALE = "F", "Female"
    UNKNOWN = "U", "Not known"


class LegalStatusCode(models.TextChoices):
    C1 = "C1", "Interim care order"
    C2 = "C2", "Care order"
    E1 = "E1", "Placement order"
    V2 = "V2", "Section 20, by agreement"
    V3 = "V3", "Short breaks, each break recorded"
    V4 = "V4", "Short breaks, only the agreement recorded"
    J1 = "J1", "On remand"
    J2 = "J2", "Held under the Police and Criminal Evidence Act 1984"
    J3 = "J3", "Youth rehabilitation order with residence"
    L1 = "L1", "Police protection"
    L2 = "L2", "Emergency protection order"
    L3 = "L3", "Child assessment order"


class PlacementType(models.TextChoices):
    U1 = "U1", "Foster care with a relative or friend, long term"
    U2 = "U2", "Foster care with a relative or friend also approved to adopt"
    U3 = "U3", "Foster care with a relative or friend"
    U4 = "U4", "Foster care, long term"
    U5 = "U5", "Foster care with carers also approved to adopt"
    U6 = "U6", "Foster care"
    A3 = "A3", "Placed for adoption with current foster carers, by consent"
    A4 = "A4", "Placed for adoption with new carers, by consent"
    A5 = "A5", "Placed for adoption with current foster carers, placement order"
    A6 = "A6", "Placed for adoption with new carers, placement order"
    P1 = "P1", "With parents"
    P3 = "P3", "Residential employment"
    K1 = "K1", "Secure children's home"
    K2 = "K2", "Children's home"
    K3 = "K3", "Supported accommodation"
    R1 = "R1", "Residential care home"
    R2 = "R2", "Hospital or nursing setting"
    R3 = "R3", "Family centre or mother and baby unit"
    R5 = "R5", "Young offender institution"
    S1 = "S1", "Residential school"
    T0 = "T0", "Temporary move"
    T1 = "T1", "Temporary: in hospital"
    T2 = "T2", "Temporary: child on holiday"
    T3 = "T3", "Temporary: carer on holiday"
    T4 = "T4", "Temporary: 7 days or less, other reason"


WITH_PARENT = frozenset({PlacementType.P1})
ADOPTIVE = frozenset({PlacementType.A3, PlacementType.A4, PlacementType.A5, PlacementType.A6})


class AllocationRole(models.TextChoices):
    SOCIAL_WORKER = "social_worker", "Social worker"
    SECOND_WORKER = "second_worker", "Second worker"
    PERSONAL_ADVISER = "personal_adviser", "Personal adviser"
    REVIEWING_OFFICER = "reviewing_officer", "Reviewing officer"
    ADVOCATE = "advocate", "Advocate"
    INDEPENDENT_VISITOR = "independent_visitor", "Independent visitor"


class RelationKind(models.TextChoices):
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    BROTHER = "brother", "Brother"
    SISTER = "sister", "Sister"
    GRANDPARENT = "grandparent", "Grandparent"
    AUNT_OR_UNCLE = "aunt_or_uncle", "Aunt or uncle"
    FRIEND = "friend", "Friend"
    OTHER = "other", "Somebody else who matters"


SIBLINGS = frozenset({RelationKind.BROTHER, RelationKind.SISTER})


class NoteKind(models.TextChoices):
    KNOW = "know", "Know before you talk"
    WARN = "warn", "Be careful"


class EventKind(models.TextChoices):
    FEWER_VISITS_AGREED = "fewer_visits_agreed", "Agreed to fewer visits"
    FEWER_VISITS_DECLINED = "fewer_visits_declined", "Did not want fewer visits"
    STORY = "story", "Something that happened"


class VisitPlace(models.TextChoices):
    HOME = "home", "At home"
    SCHOOL = "school", "At school"
    OUT = "out", "Somewhere else"


class NotAlone(models.TextChoices):
    """Why a child was not seen alone. Source: SI 2010/959 reg 29."""

    CHILD_SAID_NO = "child_said_no", "They did not want to"
    NOT_RIGHT = "not_right", "It was not right for their age and understanding"
    NOT_ABLE = "not_able", "I was not able to"


class ChildsPart(models.TextChoices):
    """The child's part in a review; the codes of the yearly return, in words that fit whatever pronouns a child has."""

    PN0 = "PN0", "Under 4"
    PN1 = "PN1", "Came and spoke"
    PN2 = "PN2", "Came, an advocate spoke"
    PN3 = "PN3", "Came, showed views in symbols"
    PN4 = "PN4", "Came, did not contribute"
    PN5 = "PN5", "Did not come, an advocate or reviewing officer spoke instead"
    PN6 = "PN6", "Did not come, sent views"
    PN7 = "PN7", "Did not come, no views given"


class ContactKind(models.TextChoices):
    CALL = "call", "Call"
    MEETING = "meeting", "Meeting"
    MESSAGE = "message", "Message"


class WindowKind(models.TextChoices):
    COVER = "cover", "Covering for a colleague"
    ON_CALL = "on_call", "On call"
    EMERGENCY = "emergency", "Opened for a reason in an emergency"
    INSPECTION = "inspection", "Inspection"


class Area(models.TextChoices):
    """Where a home is, seen from the council that answers. Source: SI 2010/959 regs 11, 13."""

    INSIDE = "inside", "In the council’s area"
    ADJOINING = "adjoining", "In the area of a council next to it"
    DISTANT = "distant", "Further away"


class Outcome(models.TextChoices):
    """How a happening that a rule asks about ended; nothing is met by what was not done."""

    DONE = "", "It took place"
    REFUSED = "refused", "They said no"
    CANCELLED = "cancelled", "It was cancelled"
    MISSED = "missed", "Somebody did not come"
    NOT_DONE = "not_done", "It was not done"
    OFFERED = "offered", "It was offered"
    UNKNOWN = "unknown", "Nobody knows"


class LateBecause(models.TextChoices):
    """Why something is late, as everybody may know it; what is private is told in words beside it."""

    ANOTHER_WAY = "another_way", "Done in another way"
    CHILD_SAID_NO = "child_said_no", "The child said no"
    RISK = "risk", "It would have put somebody at risk"
    MISSING = "missing", "The child was missing or away"
    OTHERS = "others", "Waiting for somebody outside"
    MOVED = "moved", "The child moved, or their plan changed"
    NOBODY = "nobody", "There was nobody to do it"
    FORGOTTEN = "forgotten", "It was not done in time"


class DaysKind(models.TextChoices):
    HOLIDAY = "holiday", "Bank holiday"
    TERM = "term", "School term"
