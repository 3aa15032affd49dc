"""Passwords are hashed slowly on purpose: quickly in the process of the tests, as ever in what it starts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import PBKDF2PasswordHasher

_AS_EVER = PBKDF2PasswordHasher.iterations


def hash_quickly() -> None:
    """From here on, in this process."""
    PBKDF2PasswordHasher.iterations = 1_000


@contextmanager
def hashed_as_ever() -> Iterator[None]:
    """For a password that a server is asked about: hashed anew by it, it would end the sessions that are open."""
    PBKDF2PasswordHasher.iterations = _AS_EVER
    try:
        yield
    finally:
        hash_quickly()
