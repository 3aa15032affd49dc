"""Secrets that must be read again, such as the key of somebody's authenticator app: encrypted in the database.

The key is made from the installation's own (STEADYHAND_SECRET_KEY), which is never in the database nor in a backup:
whoever has either of those alone cannot make anybody's codes.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """A secret was written under another key, as after a restore without the old installation's key."""


def encrypt(text: str) -> str:
    """The text as it may be stored."""
    return _box().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """The text again. Raises Unreadable when it was written under another key, or was changed."""
    try:
        return _box().decrypt(stored.encode()).decode()
    except InvalidToken as reason:
        raise Unreadable("A secret was written under another key than the installation's.") from reason


def _box() -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"steadyhand.kept_secret")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))
