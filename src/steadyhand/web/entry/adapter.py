"""How signing in behaves here: nobody signs up, and nothing is said but what the page says."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse

from steadyhand.contexts.organisations import queries as organisations
from steadyhand.foundations.access import kept_secret, two_step
from steadyhand.foundations.access.models import Account


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by whoever runs the installation. One message for every way of being wrong."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account has been closed. Ask whoever runs Steadyhand where you work.",
        "email_password_mismatch": "Email or password is not right. Check both and try again.",
        "too_many_login_attempts": "Too many tries. Wait 5 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: object) -> HttpResponse | None:
        """The password was right, and whoever has a second step is asked for it next."""
        two_step.ask(request.session, user)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing of its own: pages say what happened."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """What tries to sign in are counted by: the email alone. allauth adds the host, whose port anybody may invent."""
        return credentials.get("email", "").strip().lower()


class WithCareer(AuthenticationBackend):  # type: ignore[misc]
    """Reads whoever is signed in together with where they stand: one query for each page instead of four."""

    def get_user(self, user_id: int) -> Account | None:
        """The account, as it stands now: one that was closed is nobody at once."""
        found = organisations.signed_in(user_id)
        if found is None or not self.user_can_authenticate(found.account):
            return None
        found.account.signed_in = found  # type: ignore[attr-defined]
        return found.account


class SecretsEncrypted(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step: its secrets are encrypted in the database, and its codes belong to "Steadyhand" in the app."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or was used already. Wait for the next one and enter that.",
    }

    def get_totp_issuer(self) -> str:
        return "Steadyhand"

    def encrypt(self, text: str) -> str:
        return kept_secret.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return kept_secret.decrypt(encrypted_text)
