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
    st saint
    """
)

# Before the kind of a street: "School Lane", "the High Street". With its kind such a street is masked all the same.
IN_STREETS: Final = IN_CARE | _listed(
    """
    annexe apartment apartments attic basement block floor ground maisonette rear suite boat caravan holiday
    mooring moorings narrowboat penthouse pitch plot site behind beside near next nr opp opposite upon
    abbey back bank bath beach beech bottom bridge broad brook bus canal castle cedar chapel chestnut church city
    coast common cross dale east elm farm fern ferry field fields fish forest front garden gate great green hall
    heath high hill holly hospital ivy king king's kings lake library little lodge london long lower main manor
    market meadow mid middle mill moor new north oak orchard palace park pine play police pond pool post prince
    princess prospect quarry queen queen's queens railway red ridge river rose royal sand sands sea side south spring
    square station stone sun sunny top tower town tree upper valley view village water well west white wind wood
    woodland woods
    """
)

# Before a number or a letter, none of them the name of a house or street: "Flat 2", "No. 14".
UNITS: Final = _listed("flat apartment apt unit suite room block floor plot no number")

# Where in a house, which tells of no house: "Top Floor Flat".
FLOORS: Final = _listed(
    "the top upper lower ground first second third basement attic rear floor flat maisonette annexe"
)

# Kinds of streets and houses, each with the other ways in which it is written. "St" is a saint as well.
_SPELLINGS: Final = """
    alley|aly approach|appr arcade|arc avenue|ave|av boulevard|blvd|boul broadway|bdwy buildings|bldgs
    causeway|cswy circle|cir circus|circ close|cl corner|cnr cottage|cott cottages|cotts court|ct|crt
    crescent|cres|cresc drive|dr|drv embankment|embkt esplanade|esp estate|est garden|gdn gardens|gdns|gdn
    grove|gr|gro heights|hts house|hse lane|ln mansions|mans meadows|mdws parade|pde park|pk passage|psge place|pl
    promenade|prom quadrant|quad road|rd saint|st square|sq street|st|str terrace|ter|terr tower|twr view|vw
    walk|wk way|wy yard|yd
    acre acres backs bank banks barn barns batch brow building bungalow bypass byre carr chambers chase
    cloisters copse courtyard croft crofts cut dell dene drift drove edge end farm farmhouse flats fold garth
    gate ghyll ginnel glade glebe glen granary grange green gully hall halls hill holt hurst jitty lea leas leys link
    links loke lodge loan maltings manor mead mews mill nook oval paddock path pavement piazza plaza
    precinct priory quay rectory reach ride ridge ring rise row side slip slope snicket spinney stables steps
    strand towers towpath track turn turning twitchel twitten vale vennel vicarage villa villas wharf wynd
"""


def _kinds(spellings: str) -> dict[str, frozenset[str]]:
    """Each spelling of a kind, with every spelling of what it may stand for."""
    kinds: dict[str, frozenset[str]] = {}
    for kind in spellings.split():
        same = frozenset(kind.split("|"))
        for spelling in same:
            kinds[spelling] = kinds.get(spelling, same) | same
    return kinds


KINDS: Final = _kinds(_SPELLINGS)
COMMON: Final = IN_STREETS | KINDS.keys()
