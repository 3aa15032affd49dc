"""Words that lead nowhere by themselves: they are in every record, or in every town."""

from typing import Final


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES: Final = ("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "rev", "revd")

# In what carers and homes are called: "the team at Number Forty", "Sunnyside Children's Home".
IN_CARE: Final = frozenset(TITLES) | _listed(
    """
    a about after all also am an and any are as at be but by can did do does for from go had has have he her hers him
    his if in into is it its just me my no nor not of off oh ok old on one or our out over own she so some than that
    the their them then there these they this to too up us was we were what when which who with you your
    aunt aunts auntie aunty baby boys brother carer carers child children children's childrens cousin dad daddy family
    father foster friends girls gran grandad grandfather grandma grandmother grandparent grandparents granny
    kids mother mum mummy nan nana nanny parent parents people people's person sister uncle youth
    adult adults assessment break breaks care centre college community company council emergency flat flats group
    home homes hostel house houses limited living lodge lodging lodgings ltd manager managers number
    office placement project provider residential respite room school secure semi-independent service services
    staff support supported team teams unit units worker workers
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred first second third
    """
)

# Before the kind of a street: "School Lane", "the High Street". With its kind such a street is masked all the same.
IN_STREETS: Final = IN_CARE | _listed(
    """
    abbey back bank bath beach beech bottom bridge broad brook bus canal castle cedar chapel chestnut church city
    coast common cross dale east elm farm fern ferry field fields fish forest front garden gate great green hall
    heath high hill holly hospital ivy king king's kings lake library little lodge london long lower main manor
    market meadow mid middle mill moor new north oak orchard palace park pine play police pond pool post prince
    princess prospect quarry queen queen's queens railway red ridge river rose royal sand sea side south spring
    square station stone sun sunny top tower town tree upper valley view village water well west white wind wood
    woodland woods
    """
)

# Kinds of streets and houses, each with the other ways in which it is written.
_BOTH_WAYS: Final = {
    "road": "rd", "street": "st", "lane": "ln", "avenue": "ave", "close": "cl", "drive": "dr", "court": "ct",
    "crescent": "cres", "gardens": "gdns", "terrace": "terr", "square": "sq", "place": "pl", "grove": "gr",
}  # fmt: skip
KINDS: Final = {
    **{long: (short,) for long, short in _BOTH_WAYS.items()},
    **{short: (long,) for long, short in _BOTH_WAYS.items()},
    **dict.fromkeys(
        _listed(
            """
        bank barn brow cottage cottages croft end farm fold gate green hall hill house lodge mews parade park path
        rise row side view villa villas walk way yard
        """
        ),
        (),
    ),
}
