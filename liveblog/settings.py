"""All configuration, in one file: laptop defaults that are safe, the environment over them.

Every variable is listed in the README. A value that cannot be used stops the start with one sentence.
"""

import os
import secrets
import zoneinfo
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def _stop(name: str, why: str) -> SystemExit:
    return SystemExit(f"{name} cannot be used: {why}")


def _boolean(name: str, default: bool) -> bool:
    word = env.str(name, default="").strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    if word:
        raise _stop(name, f"“{word}” is neither on nor off. Write 1 or 0.")
    return default


# Where everything that is written lives ---------------------------------------------------------
_data = env.str("NEWSROOM_DATA", default="")
NEWSROOM_DATA = Path(_data).expanduser().resolve() if _data else BASE_DIR / "var"
try:
    NEWSROOM_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    raise _stop("NEWSROOM_DATA", f"{error}. Name a folder that this user may write to.") from error


def _kept_secret_key() -> str:
    """The key kept in the data folder: made once, by whichever process comes first."""
    path = NEWSROOM_DATA / "secret-key"
    draft = NEWSROOM_DATA / f"secret-key.{os.getpid()}"
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # fails where another process was first, and never shows half a key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or _kept_secret_key()
DEBUG = _boolean("DEBUG", default=False)

# Who may ask, and under which address -----------------------------------------------------------
_host, _port = env.str("HOST", default="127.0.0.1"), env.str("PORT", default="8000")
SITE_URL = env.str("SITE_URL", default=f"http://{_host}:{_port}").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise _stop("SITE_URL", f"“{SITE_URL}” is no web address. Write https://news.example or the like.")
IS_HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", _site.hostname])
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

INSTALLED_APPS = [
    "editorial",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ckeditor",
    "simple_history",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "liveblog.urls"
ASGI_APPLICATION = "liveblog.asgi.application"
WSGI_APPLICATION = "liveblog.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


# Database ---------------------------------------------------------------------------------------
def _database() -> dict[str, object]:
    """DATABASE_URL as Django wants it; SQLite in the data folder without one."""
    try:
        database: dict[str, object] = dict(
            env.db_url("DATABASE_URL", default=f"sqlite:///{NEWSROOM_DATA}/newsroom.sqlite3")
        )
    except (ImproperlyConfigured, ValueError, KeyError) as error:
        raise _stop(
            "DATABASE_URL", f"{error}. Write postgres://user:password@host:5432/name or sqlite:///path."
        ) from error
    engine = str(database.get("ENGINE", ""))
    if engine.endswith("sqlite3"):
        # IMMEDIATE: a transaction that will write waits for its turn at its start, instead of failing half-way.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    elif engine.endswith("postgresql"):
        database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    else:
        raise _stop("DATABASE_URL", "it must begin with postgres:// or sqlite:///.")
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Signing in -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
# A guesser is stopped for a quarter of an hour, by account together with address: an attacker elsewhere
# cannot lock an editor out.
AXES_FAILURE_LIMIT = 7
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# What a browser is told -------------------------------------------------------------------------
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# Language, clock, numbers -----------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/London")
if TIME_ZONE not in zoneinfo.available_timezones():
    raise _stop("TIME_ZONE", f"“{TIME_ZONE}” is not a zone. Write a name such as Europe/London.")

# Files ------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = NEWSROOM_DATA / "static"
STATICFILES_FINDERS = ["editorial.staticfiles.EditorFinder"]
# One command must be a whole newsroom, so files are served from where they lie, without collecting them first;
# their names carry no hash then, hence the short life.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 300

MEDIA_ROOT = NEWSROOM_DATA / "media" if _data else BASE_DIR / "media"
MEDIA_URL = "media/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o640

# CKEditor 4 gets no more fixes. It stands in the admin's change forms only, and nothing that it sends is trusted:
# the server cleans every text on every road in (editorial.richtext), so the warning has been answered.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
