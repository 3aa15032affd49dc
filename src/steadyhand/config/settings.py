"""Django settings, read from the environment.

STEADYHAND_DATA                 folder of the embedded database, the secret key and the seals (default: var)
STEADYHAND_DATABASE_URL         unset: SQLite in that folder; else postgresql://role:password@host:port/name
STEADYHAND_DATABASE_OWNER_URL   PostgreSQL: the role that owns the tables and runs migrations
STEADYHAND_SECRET_KEY           unset: made once and kept in the data folder
STEADYHAND_HOSTS                host names served, separated by commas
STEADYHAND_HTTPS                "1" behind HTTPS: cookies travel over HTTPS alone
STEADYHAND_MODE                 "production" where real children may be on record: refuses to start unless safe
STEADYHAND_IDLE_MINUTES         minutes without a page after which somebody is signed out (30)
STEADYHAND_SIGNED_IN_HOURS      hours after which everybody is signed out (12)
STEADYHAND_TWO_STEP             "required" or "optional"; unset: required where real children may be on record
STEADYHAND_ADDRESS              the address that people type, for links in e-mails (unset: the first of the hosts)
STEADYHAND_EMAIL_URL            smtp://name:password@host:587 (encrypted by STARTTLS) or smtps://name:password@host:465
STEADYHAND_EMAIL_FROM           whom e-mails are from
STEADYHAND_DEBUG                "1" shows tracebacks in the browser; for a developer's own machine
"""

import contextlib
import os
import secrets
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("STEADYHAND_DATA", "var")).resolve()


def _kept_secret_key() -> str:
    """The installation's own key: made once, readable by its owner alone."""
    path = DATA / "secret-key"
    if not path.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=DATA)  # readable by its owner alone
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        # of several processes that start at once the first one's key stands
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
        os.unlink(made)
    return path.read_text()


def _database(url: str) -> dict[str, Any]:
    """Connection settings for one address, with what each database needs to be safe and quick."""
    database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600))
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {
            # immediate: a writer waits its turn at the start, so it never fails half-way through
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged save survives a power cut, not only a killed process
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            # a row that is replaced is a row removed: without this its guard would not be asked
            " PRAGMA recursive_triggers=ON;"
            " PRAGMA cache_size=-32000;",
        }
    else:
        database["CONN_HEALTH_CHECKS"] = True
        database["DISABLE_SERVER_SIDE_CURSORS"] = True  # safe behind a transaction pooler
        # One meaning of time for the application and its sessions; a page waits seconds, not minutes, for no answer
        database["OPTIONS"] = {
            "connect_timeout": 5,
            **database.get("OPTIONS", {}),
            "options": "-c timezone=UTC",
        }
    return database


def _stay(name: str, unit: str, default: int) -> int:
    """How long somebody stays signed in, in this unit. Raises `ImproperlyConfigured` for what is no such number."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or len(text) > 5 or int(text) == 0:
        raise ImproperlyConfigured(
            f"{name} is '{text}', which is not a number of {unit}. It says after how many {unit} somebody is signed out, "
            "so that a page left open is not read by others.\n"
            f"Write a whole number from 1 to 99999, such as {name}={default}, or unset it."
        )
    return int(text)


def _mail_server(text: str) -> SplitResult:
    """The mail server of an address. Raises `ImproperlyConfigured` for what is none, never showing its password."""
    try:
        server = urlsplit(text)
        right = server.scheme in {"smtp", "smtps"} and server.hostname and server.port != 0
        right = right and not server.path.strip("/") and not server.query and not server.fragment
    except ValueError:  # a port that is none
        server, right = SplitResult("", "", "", "", ""), False
    if text and not right:
        raise ImproperlyConfigured(
            "STEADYHAND_EMAIL_URL is not the address of a mail server, so no e-mail would go out: nobody could choose "
            "another password by themselves.\n"
            "Write smtp://name:password@mail.example:587 or smtps://name:password@mail.example:465, with each of "
            "/ ? # @ : % in the name and password written as %2F %3F %23 %40 %3A %25; or unset it."
        )
    return server


DATABASE_URL = os.environ.get("STEADYHAND_DATABASE_URL") or f"sqlite:///{DATA / 'steadyhand.sqlite3'}"
DATABASE_OWNER_URL = os.environ.get("STEADYHAND_DATABASE_OWNER_URL") or DATABASE_URL
DATABASES = {"default": _database(DATABASE_URL)}
# The role that gets no more than rows: migrations grant it what pages need (PostgreSQL).
DATABASE_APPLICATION_ROLE = DATABASES["default"].get("USER", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Tries to sign in are counted here, together by all processes. Many names tried at once must not push out a count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_count",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SECRET_KEY = os.environ.get("STEADYHAND_SECRET_KEY") or _kept_secret_key()
# With real children on record `steadyhand serve` refuses what is not safe (`commands.production`).
PRODUCTION = os.environ.get("STEADYHAND_MODE") == "production"
DEBUG = os.environ.get("STEADYHAND_DEBUG") == "1"
ALLOWED_HOSTS = (os.environ.get("STEADYHAND_HOSTS") or "127.0.0.1,localhost,[::1]").split(",")
SEAL_FILE = DATA / "seals.log"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "steadyhand.foundations.access",
    "steadyhand.foundations.audit",
    "steadyhand.foundations.mail",
    "steadyhand.foundations.notices",
    "steadyhand.contexts.organisations",
    "steadyhand.contexts.cases",
    "steadyhand.web.components",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "steadyhand.web.entry.middleware.Logged",
    "csp.middleware.CSPMiddleware",
    "steadyhand.web.entry.middleware.NeverCached",
    "steadyhand.web.entry.middleware.ForMachines",
    "steadyhand.web.entry.middleware.WholeSession",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "steadyhand.web.entry.middleware.ReadableForm",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "steadyhand.web.entry.middleware.SignedOutInTime",
    "steadyhand.web.entry.middleware.RefusalsOnRecord",
]

ROOT_URLCONF = "steadyhand.config.urls"
WSGI_APPLICATION = "steadyhand.config.wsgi.application"
APPEND_SLASH = False  # an address either exists or looks like one that does not

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "steadyhand.web.entry.context.page",
            ],
            "builtins": ["steadyhand.web.components.templatetags.components"],
        },
    }
]
FORM_RENDERER = "steadyhand.web.components.forms.SteadyhandRenderer"

# Signing in
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["steadyhand.web.entry.adapter.WithCareer"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "steadyhand.foundations.access.passwords.LongEnough"},
    {"NAME": "steadyhand.foundations.access.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "steadyhand.web.entry.adapter.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "steadyhand.web.entry.forms.SignInForm"}
ACCOUNT_PREVENT_ENUMERATION = True
# By account, never by address: a whole council may sit behind one address.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key", "password_forgotten": "3/h/key"}

# The second step of signing in (`access.two_step`)
TWO_STEP = os.environ.get("STEADYHAND_TWO_STEP") or ""
MFA_ADAPTER = "steadyhand.web.entry.adapter.SecretsEncrypted"
MFA_FORMS = {"authenticate": "steadyhand.web.entry.forms.CodeForm"}
MFA_TOTP_TOLERANCE = (
    1  # the code before and the one after too: phones' clocks differ, and people are not quick
)

# One policy for every page: nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = os.environ.get("STEADYHAND_HTTPS") == "1"
SIGN_OUT_AFTER_IDLE = timedelta(minutes=_stay("STEADYHAND_IDLE_MINUTES", "minutes", 30))
SIGN_OUT_AFTER = timedelta(hours=_stay("STEADYHAND_SIGNED_IN_HOURS", "hours", 12))
SESSION_COOKIE_AGE = int(SIGN_OUT_AFTER.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS or PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0  # a year: browsers that came once come by HTTPS alone
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
_own_address = (
    f"https://{ALLOWED_HOSTS[0]}" if HTTPS else f"http://{ALLOWED_HOSTS[0]}:{os.environ.get('PORT') or 8000}"
)
ADDRESS = (os.environ.get("STEADYHAND_ADDRESS") or _own_address).rstrip("/")
CSRF_FAILURE_VIEW = "steadyhand.web.entry.errors.stale_form"
CSRF_COOKIE_HTTPONLY = True

# E-mail is sent by the background worker alone (`commands.mail`): whatever else tried would reach nobody.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_FOLDER = DATA / "mail"  # where a demonstration's e-mails end
_email = _mail_server(os.environ.get("STEADYHAND_EMAIL_URL") or "")
EMAIL_HOST, EMAIL_PORT = _email.hostname or "", _email.port or (465 if _email.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_email.username or ""), unquote(_email.password or "")
EMAIL_USE_SSL = _email.scheme == "smtps"
EMAIL_USE_TLS = not EMAIL_USE_SSL and EMAIL_HOST not in {"", "127.0.0.1", "::1", "localhost"}
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("STEADYHAND_EMAIL_FROM") or f"steadyhand@{urlsplit(ADDRESS).hostname}"

# A pasted report of many pages must come back with its error beside it, not be thrown away.
DATA_UPLOAD_MAX_MEMORY_SIZE = 40_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Files that somebody hands over tell of children: they are read where they came in, and never lie on a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# One JSON object a line; names, addresses and words never reach it (`foundations.logs`).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "steadyhand.foundations.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "steadyhand": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},  # in the place of Django's own console and e-mail
        "django.request": {"level": "CRITICAL"},  # `web.entry` has a line for each request and each error
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
        "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": True},
    },
}
