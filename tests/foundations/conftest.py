"""The house of the contexts, to put something into the foundations' tables."""

from contexts.conftest import committed_house, house, house_today  # noqa: F401
