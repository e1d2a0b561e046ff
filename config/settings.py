"""All settings in one place, read from the environment.

Nothing is written outside ``JUURISTO_DATA`` (default ``var/`` in the current folder): the SQLite
database, uploads, mail kept when no SMTP server is named, and the secret made at first start.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("JUURISTO_DATA", "var")).resolve()
DEBUG = os.environ.get("JUURISTO_DEBUG") == "1"
TESTING = False


def _secret(name: str) -> str:
    """Return the secret from the environment, or from the data folder, made at first start."""
    if value := os.environ.get(f"JUURISTO_{name.upper()}"):
        return value
    path = DATA_DIR / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:  # another process was first
            pass
    return path.read_text()


SECRET_KEY = _secret("secret_key")

PUBLIC_URL = os.environ.get("JUURISTO_URL", "http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
HTTPS = _public.scheme == "https"
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *([_public.hostname] if _public.hostname else []),
    *filter(None, os.environ.get("JUURISTO_HOSTS", "").split(",")),
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "juuristo.people",  # before allauth: its templates give way to ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "ninja",
    "juuristo.cli",
    "juuristo.audit",
    "juuristo.jobs",
    "juuristo.mail",
    "juuristo.shell",
    "juuristo.programme",
    "juuristo.gatherings",
    "juuristo.meetings",
    "juuristo.surveys",
    "example",
]

MIDDLEWARE = [
    "juuristo.shell.middleware.LogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "juuristo.shell.middleware.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "juuristo.shell.middleware.ReadingMiddleware",
    "juuristo.shell.nameless.NamelessMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "juuristo.people.middleware.PersonMiddleware",
    "juuristo.shell.middleware.ReaderMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

# cotton and template-partials would each overwrite the other's loaders: both are named here.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "juuristo.shell.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "juuristo.shell.templatetags.shell",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
        },
    }
]

# Form controls are drawn by the same engine, so that an app may draw its own.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# A component sees its attributes and the context processors, nothing of the page around it.
COTTON_ISOLATE_BY_DEFAULT = True


def _database(url: str) -> dict[str, Any]:
    """Turn ``DATABASE_URL`` (empty, ``sqlite:///path``, ``postgres://…``) into settings."""
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            # Under ASGI persistent connections gave 5xx on every server tried; the pool does not.
            "CONN_MAX_AGE": 0,
            "OPTIONS": {
                **dict(parse_qsl(parts.query)),
                "pool": {"min_size": 2, "max_size": 10, "timeout": 30},
            },
        }
    if parts.scheme not in {"", "sqlite"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL: unknown scheme {parts.scheme!r}, use sqlite or postgres"
        )
    path = Path(unquote(parts.path[1:])) if parts.path else DATA_DIR / "juuristo.sqlite3"
    return {
        "ENGINE": "juuristo.shell.sqlite",
        "NAME": path,
        # With anything less, 45 of 50 parallel writers got "database is locked".
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
                "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
                "PRAGMA secure_delete=ON;"  # what is deleted is overwritten (trust T3)
            ),
        },
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- sign-in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["juuristo.people.backend.SignInBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "juuristo.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "juuristo.people.passwords.NotCommon"},
    {"NAME": "juuristo.people.passwords.NotOnesName"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "juuristo.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from the roster and the invitation
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets no mail from us
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = (  # allauth's own would write a row at every look
    "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  # a class
)
ACCOUNT_FORMS = {
    "login": "juuristo.people.forms.sign_in.SignInForm",
    "reset_password": "juuristo.people.forms.sign_in.ForgottenPasswordForm",
    "reset_password_from_key": "juuristo.people.forms.sign_in.NewPasswordForm",
    "change_password": "juuristo.people.forms.sign_in.ChangePasswordForm",
    "set_password": "juuristo.people.forms.sign_in.SetPasswordForm",
    "reauthenticate": "juuristo.people.forms.sign_in.ConfirmPasswordForm",
}
# A whole office may sit behind one address: the limits per address leave room for it, the one
# per account (5 wrong passwords in 5 minutes) does the guarding. Counted in the cache, which
# several web processes must share.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/300s/key",
    "reset_password": "20/m/ip,3/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_ADAPTER = "juuristo.people.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "juuristo.people.forms.second_factor.CodeForm",
    "reauthenticate": "juuristo.people.forms.second_factor.ConfirmCodeForm",
    "activate_totp": "juuristo.people.forms.second_factor.ActivateAppForm",
    "add_webauthn": "juuristo.people.forms.second_factor.AddPasskeyForm",
    "edit_webauthn": "juuristo.people.forms.second_factor.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Juuristo"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# The example's people sign in only where nobody else can reach the server.
BOUND_TO_LOOPBACK = os.environ.get("JUURISTO_BOUND_TO_LOOPBACK") == "1"
SECOND_FACTOR_REQUIRED = os.environ.get("JUURISTO_SECOND_FACTOR_REQUIRED") == "1"

# ---- security
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "juuristo.shell.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # blob: what the browser itself unsealed
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ---- language: the texts in the code are Finnish, sv and en are translated from them
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
# A wheel carries the catalogs inside the package, a checkout beside it.
LOCALE_PATHS = [BASE_DIR / "juuristo" / "locale", BASE_DIR / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

# ---- files
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "uploads"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ---- live: web sockets. One web process needs nothing; several meet in Redis or Valkey, for which
# the package channels-redis is installed beside the product.
_redis = os.environ.get("JUURISTO_REDIS", "")
CHANNEL_LAYERS: dict[str, Any] = {
    "default": (
        {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [_redis]}}
        if _redis
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    )
}

# ---- counting how often: a few hundred entries, as is the rule, would let many addresses push out
# what is counted of one
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# ---- mail and background work
MAIL_FROM = DEFAULT_FROM_EMAIL = os.environ.get(
    "JUURISTO_MAIL_FROM", "Juuristo <juuristo@localhost>"
)
_smtp = urlsplit(os.environ.get("JUURISTO_SMTP", ""))
if _smtp.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _smtp.hostname
    EMAIL_PORT = _smtp.port or 25
    EMAIL_HOST_USER = unquote(_smtp.username or "")
    EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
    EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---- logs: JSON lines on stderr, without persons and paths (see shell/logs.py)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "juuristo.shell.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "juuristo": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
