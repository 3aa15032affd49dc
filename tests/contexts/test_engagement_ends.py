"""Whatever somebody's relationship to a child, it holds only while their body works for the answering council."""

from __future__ import annotations

from contexts.builders import House, days
from steadyhand.contexts.cases import loaders
from steadyhand.contexts.organisations.models import Engagement, Person


def test_the_end_of_an_engagement_ends_access_on_both_databases(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    for person in (house.worker, house.lead):
        assert house.reaches(person, child.ref)
    Engagement.objects.filter(body=house.lantern).update(end=house.day)
    for person in (house.worker, house.lead):
        assert not house.reaches(person, child.ref)
    assert house.reaches(house.officer, child.ref), "the council still answers"


def test_a_withheld_home_is_masked_in_what_others_wrote(house_today: House) -> None:
    from steadyhand.contexts.cases import operations
    from steadyhand.contexts.cases.models import Identity, Placement

    house = house_today
    child = house.placed(since=house.day - days(3))
    operations.correct_placement(
        placement=Placement.objects.get(child=child), address_withheld=True, by=house.worker, on=house.day
    )
    house.visit(child, house.day, narrative="Sue Hartwick rang from 4 Mill Lane. DELROY HARTWICK was out.")
    operations.open_in_emergency(
        name="Robin Fairweather",
        date_of_birth=Identity.objects.get(child=child).date_of_birth,
        because="Police called",
        by=house.oakfield_worker,
        on=house.day,
    )

    def told(person: Person) -> str:
        file = loaders.child_file(house.standing(person), child.ref)
        visit = loaders.child_now(file, on=house.day, story_since=house.day - days(9)).visits[0]
        return str(visit.narrative)

    masked = told(house.oakfield_worker)
    assert not {"hartwick", "delroy", "mill", "sue"} & set(masked.casefold().replace(".", " ").split()), (
        masked
    )
    assert "rang from" in masked
    assert "Hartwick" in told(house.worker), "who may know the home reads it as it was written"
