"""The house of the contexts, for long."""

from contexts.conftest import committed_house  # noqa: F401
