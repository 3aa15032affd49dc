"""Foreign keys point down the house and every model opens with a sentence."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from architecture.relations import upward_relations, wordless_models
from architecture.source import report


def test_foreign_keys_point_down() -> None:
    assert not (found := upward_relations(apps.get_models())), report(found)


def test_every_model_opens_with_a_sentence() -> None:
    assert not (found := wordless_models(apps.get_models())), report(found)


ModelMaker = Callable[..., type[models.Model]]


@pytest.fixture
def make_model() -> ModelMaker:
    """Makes a model of any room, in a registry that ends with the test."""
    registry = Apps()

    def make(room: str, name: str, doc: str | None = "A row.", **fields: models.Field) -> type[models.Model]:
        meta = type("Meta", (), {"apps": registry, "app_label": room.rpartition(".")[2]})
        body = {"__module__": f"steadyhand.{room}.models", "__doc__": doc, "Meta": meta, **fields}
        return type(name, (models.Model,), body)

    return make


@pytest.mark.parametrize(
    ("room", "target", "upward"),
    [
        ("contexts.cases", "contexts.organisations", False),
        ("contexts.cases", "contexts.cases", False),
        ("contexts.cases", "foundations.access", False),
        ("foundations.audit", "foundations.access", False),
        ("contexts.organisations", "contexts.cases", True),
        ("contexts.cases", "contexts.money", True),
        ("contexts.voice", "contexts.workforce", True),
        ("foundations.access", "contexts.organisations", True),
    ],
)
@pytest.mark.parametrize("relation", [models.ForeignKey, models.OneToOneField, models.ManyToManyField])
def test_direction_of_a_relation_written_as_a_string(
    make_model: ModelMaker, room: str, target: str, upward: bool, relation: type[models.Field]
) -> None:
    make_model(target, "Target")
    options = {} if relation is models.ManyToManyField else {"on_delete": models.PROTECT}
    field = relation(f"{target.rpartition('.')[2]}.Target", related_name="+", **options)
    assert bool(upward_relations([make_model(room, "Source", link=field)])) is upward


def test_a_many_to_many_through_a_higher_model_points_up(make_model: ModelMaker) -> None:
    make_model("contexts.organisations", "Team")
    link = models.ManyToManyField("organisations.Team", through="cases.Spell", related_name="+")
    source = make_model("contexts.organisations", "Council", teams=link)
    make_model(
        "contexts.cases",
        "Spell",
        council=models.ForeignKey("organisations.Council", on_delete=models.PROTECT),
        team=models.ForeignKey("organisations.Team", on_delete=models.PROTECT),
    )
    assert [finding.what.partition(":")[0] for finding in upward_relations([source])] == [
        "teams points up to cases.Spell"
    ]


def test_a_relation_to_a_model_that_is_not_there_is_an_error(make_model: ModelMaker) -> None:
    source = make_model(
        "contexts.cases", "Source", link=models.ForeignKey("cases.Nothing", on_delete=models.PROTECT)
    )
    with pytest.raises(ValueError, match="no installed app has"):
        upward_relations([source])


def test_a_table_outside_contexts_and_foundations_is_an_error(make_model: ModelMaker) -> None:
    make_model("foundations.access", "Target")
    link = models.ForeignKey("access.Target", on_delete=models.PROTECT)
    with pytest.raises(ValueError, match="outside contexts and foundations"):
        upward_relations([make_model("web", "Page", link=link)])


@pytest.mark.parametrize(
    ("doc", "wordless"), [("A row kept as proof.", False), ("rows", True), (None, True), ("", True)]
)
def test_a_model_without_a_sentence_is_found(make_model: ModelMaker, doc: str | None, wordless: bool) -> None:
    assert bool(wordless_models([make_model("contexts.cases", "Source", doc)])) is wordless
