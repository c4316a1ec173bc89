# SPDX-License-Identifier: Apache-2.0
"""Django's settings, read from the environment; every variable is described in docs/settings.md.

Promise: a wrong value stops the start with what to do about it; nothing here depends on the machine it was written on.
The secret key is read from its file when first needed, so that a home without keys says so in Nadhir's own words.
"""

from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from nadhir.config import environment
from nadhir.config.environment import SettingError
from nadhir.config.keys import Purpose, is_demo_home, secret_key

# ── the home and the database ───────────────────────────────────────────────────────────────────────────────────────

NADHIR_HOME = environment.read_folder("NADHIR_HOME")
NADHIR_SECRET_KEY_FILE = environment.read_file("NADHIR_SECRET_KEY_FILE", default=NADHIR_HOME / "keys" / Purpose.DJANGO)
NADHIR_IS_DEMO = is_demo_home(NADHIR_HOME)
NADHIR_WIRING = "nadhir.config.wiring.build_house"

DATABASES = {
    "default": {
        **environment.read_database("NADHIR_DATABASE_URL", default=NADHIR_HOME / "nadhir.sqlite3"),
        # Every use case opens its own durable transaction; one around the whole request would make that impossible.
        "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = lazy(secret_key, str)(NADHIR_SECRET_KEY_FILE, home=NADHIR_HOME)
DEBUG = False

# ── the address ─────────────────────────────────────────────────────────────────────────────────────────────────────

NADHIR_PUBLIC_URL = environment.read_text("NADHIR_PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(NADHIR_PUBLIC_URL)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


_is_local = _is_loopback(_public.hostname or "")
if _public.scheme != "https" and not _is_local:
    raise SettingError(
        f"{NADHIR_PUBLIC_URL} is not https",
        where="environment variable NADHIR_PUBLIC_URL",
        remedy="give the https address that officers and recipients open; http is for loopback only",
    )
_is_https = _public.scheme == "https"

ALLOWED_HOSTS = list(
    environment.read_list(
        "NADHIR_ALLOWED_HOSTS", default=(_public.hostname or "localhost", "localhost", "127.0.0.1", "[::1]")
    )
)
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60  # one shift [D]
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = _is_https
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _is_https
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.read_flag("NADHIR_BEHIND_PROXY", default=False) else None
)
# A recipient's link must not travel to another site in a Referer. Not "no-referrer": browsers then send "Origin: null"
# with every form (Fetch, 4.6), which no check of origins lets through.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# What intake reads at most, 16 MiB, as base64 in a JSON body of the API, and its other fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024

# ── what runs ───────────────────────────────────────────────────────────────────────────────────────────────────────

_has_web = find_spec("nadhir.web") is not None and find_spec("nadhir.web.urls") is not None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "nadhir.config.apps.ConfigConfig",
    "nadhir.store",
    *(["nadhir.web"] if _has_web else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nadhir.config.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "nadhir.config.urls"
WSGI_APPLICATION = "nadhir.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # an installation serves without a step that gathers the files first

# ── accounts ────────────────────────────────────────────────────────────────────────────────────────────────────────

AUTH_USER_MODEL = "store.Officer"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5  # [D]
AXES_COOLOFF_TIME = 0.25  # hours [D]: long enough to make guessing hopeless, short enough not to lock a night shift out
AXES_HANDLER = "nadhir.config.lockout.AccountsHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username"]  # in the order that the handler expects
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or an outsider could keep an account at rest for ever
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_CALLABLE = "nadhir.web.views.signing_in.rests"
# What the desk's forms send beside a wrong password: kept with the try, it would stand there in clear.
AXES_SENSITIVE_PARAMETERS = ["password", "second_password", "new", "again", "reason"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"

# ── languages and time ──────────────────────────────────────────────────────────────────────────────────────────────

LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LANGUAGE_CODE = environment.read_choice("NADHIR_LANGUAGE", default="en", choices=("ar", "en"))
# The words of codes belong to casework, which desk and command line share; it is no app of Django's.
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "casework" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────────────

NADHIR_SMTP_HOST = environment.read_text("NADHIR_SMTP_HOST", default="-").removeprefix("-")
NADHIR_SMTP_PORT = environment.read_integer("NADHIR_SMTP_PORT", default=587, least=1, most=environment.LARGEST_PORT)
NADHIR_SMTP_SECURITY = environment.read_choice(
    "NADHIR_SMTP_SECURITY", default="starttls", choices=("starttls", "tls", "none")
)
NADHIR_SMTP_USER = environment.read_text("NADHIR_SMTP_USER", default="-").removeprefix("-")
NADHIR_SMTP_PASSWORD_FILE = environment.read_file("NADHIR_SMTP_PASSWORD_FILE", default=NADHIR_HOME / "keys" / "smtp")
NADHIR_SMTP_FROM = environment.read_text("NADHIR_SMTP_FROM", default="-").removeprefix("-")
if NADHIR_SMTP_HOST and not NADHIR_SMTP_FROM:
    raise SettingError(
        "it is not set, though NADHIR_SMTP_HOST is",
        where="environment variable NADHIR_SMTP_FROM",
        remedy="give the address that notices come from",
    )
NADHIR_DROP_FOLDER = environment.read_file("NADHIR_DROP_FOLDER", default=NADHIR_HOME / "drop")
NADHIR_PACKS = environment.read_folders("NADHIR_PACKS")
NADHIR_LEDGER_ORIGIN = environment.read_text("NADHIR_LEDGER_ORIGIN", default="nadhir.invalid/ledger")

# ── fetching ────────────────────────────────────────────────────────────────────────────────────────────────────────

NADHIR_FETCH = environment.read_flag("NADHIR_FETCH", default=False) and not NADHIR_IS_DEMO
NADHIR_FETCH_HOSTS = environment.read_hosts("NADHIR_FETCH_HOSTS")
NADHIR_FETCH_PORTS = environment.read_ports("NADHIR_FETCH_PORTS", default=(80, 443))

# ── the log of the process (not the ledger) ─────────────────────────────────────────────────────────────────────────

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": environment.read_choice(
            "NADHIR_LOG_LEVEL", default="WARNING", choices=("DEBUG", "INFO", "WARNING", "ERROR")
        ),
    },
}
