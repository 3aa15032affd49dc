"""What models say: foreign keys that point down only, and a sentence for each model."""

from collections.abc import Iterable

from django.db.models import ForeignKey, ManyToManyField, Model

from architecture.source import PACKAGE, Finding, context_ranks, is_sentence


def our_models(models: Iterable[type[Model]]) -> list[type[Model]]:
    return [model for model in models if model.__module__.partition(".")[0] == PACKAGE]


def upward_relations(models: Iterable[type[Model]]) -> list[Finding]:
    """Relations of our models to a model of a higher app, or of a neighbour on the same height.

    An import linter cannot see `ForeignKey("cases.Child")`, so what counts is the target Django resolved.
    Models of libraries are below everything and are not judged themselves.
    """
    ranks = context_ranks()
    found = []
    for model in our_models(models):
        kind, app, height = _room(model, ranks)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if not isinstance(field, ForeignKey | ManyToManyField):
                continue
            for target in _targets(field):
                if target.__module__.partition(".")[0] != PACKAGE:
                    continue
                _, target_app, target_height = _room(target, ranks)
                below = target_height < height or (kind == "foundations" and target_height == height)
                if target_app != app and not below:
                    upper = f"{target_app}.{target.__name__}"
                    what = f"{field.name} points up to {upper}: turn it round, or keep its type and id"
                    found.append(Finding(f"{app}.{model.__name__}", 1, what))
    return found


def _targets(field: ForeignKey | ManyToManyField) -> list[type[Model]]:
    targets = [field.related_model]
    if isinstance(field, ManyToManyField):
        targets.append(field.remote_field.through)
    for target in targets:
        if isinstance(target, str):
            raise ValueError(
                f"{field} names {target!r}, which no installed app has: its direction cannot be told"
            )
    return targets


def _room(model: type[Model], ranks: dict[str, int]) -> tuple[str, str, int]:
    kind, app = model.__module__.split(".")[1:3]
    if kind == "foundations":
        return kind, app, 0
    if kind == "contexts":
        return kind, app, ranks[app]
    raise ValueError(
        f"{model.__module__}.{model.__name__} is stored outside contexts and foundations, where tables live"
    )


def wordless_models(models: Iterable[type[Model]]) -> list[Finding]:
    """Models of ours without an opening sentence. Django writes `Name(field, …)` where nobody wrote one."""
    return [
        Finding(
            f"{model.__module__}.{model.__name__}",
            1,
            "has no opening sentence: say what it is and why it is kept",
        )
        for model in our_models(models)
        if (model.__doc__ or "").startswith(f"{model.__name__}(") or not is_sentence(model.__doc__)
    ]
