"""What is taken out of anything written about a child, for a reader from whom a home is withheld."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.models import Child, Identity, Placement
from steadyhand.contexts.cases.permissions.table import Part, Relationship
from steadyhand.contexts.cases.permissions.visibility import Known, Tie, known, ties
from steadyhand.contexts.cases.permissions.withheld import Withheld
from steadyhand.contexts.organisations.permissions import Standing


def hidden_from_each(
    standing: Standing, reached: Mapping[int, Tie], placements: Mapping[int, Sequence[Placement]]
) -> dict[int, Withheld]:
    """By child: withheld homes, theirs and of brothers and sisters, as far as the reader has no right to the address of each.

    `reached`: how the reader stands to these children, and to any other where that is known. `placements`:
    `queries.homes_near`. A child knows where they live themselves, and of the others no more than anybody.
    Two queries, where there is anybody else to ask about.
    """
    may_know = {pk for pk, tie in reached.items() if _knows_the_home(tie)}
    in_doubt: set[int] = set()
    for pk, homes in placements.items():
        open_homes = {row.home_id for row in homes if row.child_id == pk and pk in may_know}
        withheld = {row.home_id for row in homes if row.withheld_here} - open_homes
        in_doubt |= {row.child_id for row in homes if row.home_id in withheld}
    if others := in_doubt - reached.keys():
        asked = ties(standing, Child.objects.filter(pk__in=others))
        may_know |= {pk for pk, tie in asked.items() if _knows_the_home(tie)}
    return {
        pk: Withheld(queries.withheld_homes(homes, of=pk, known=may_know)) for pk, homes in placements.items()
    }


def _knows_the_home(tie: Tie) -> bool:
    return tie.may(Part.ADDRESS) or Relationship.CHILD in tie.relationships


def told_of(
    standing: Standing, child_ids: Collection[int], *, in_words: Iterable[int]
) -> tuple[dict[int, Known], dict[int, Callable[[str], str]]]:
    """Those of these children of whom the reader may know; and free words about them as the reader may have them.

    `in_words`: those of whom there are such words. Of these, the ones are given whose list of who looked the reader may
    have, reasons and all, and whose address they may know. At most four queries, however many children.
    """
    if not child_ids:
        return {}, {}
    wanted = set(in_words) & set(child_ids)
    siblings = queries.siblings_each(wanted) if wanted else {}
    everybody = {*child_ids, *(pk for them in siblings.values() for pk in them)}
    asked = known(standing, Identity.objects.standing().of(everybody))
    told = {pk: asked[pk] for pk in child_ids if pk in asked and asked[pk].tie.may(Part.IDENTITY)}
    readable = {
        pk: them
        for pk, them in siblings.items()
        if pk in told and told[pk].tie.may(Part.WHO_LOOKED) and told[pk].tie.may(Part.ADDRESS)
    }
    if not readable:
        return told, {}
    near = queries.homes_near_each(readable)
    hidden = hidden_from_each(standing, {pk: each.tie for pk, each in asked.items()}, near)
    return told, {pk: each.mask for pk, each in hidden.items()}
