"""All configuration, in one file: laptop defaults that are safe, the environment over them.

Every variable is listed in the README. A value that cannot be used stops the start with one sentence.
"""

import logging
import zoneinfo
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from csp.constants import NONE, SELF

from liveblog import environment, storage

BASE_DIR = Path(__file__).resolve().parent.parent

# Where everything that is written lives ---------------------------------------------------------
_data = environment.text("NEWSROOM_DATA")
NEWSROOM_DATA = environment.folder("NEWSROOM_DATA", Path(_data or BASE_DIR / "var").expanduser().resolve())
SECRET_KEY = environment.text("SECRET_KEY") or environment.kept_secret("NEWSROOM_DATA", NEWSROOM_DATA)
DEBUG = environment.boolean("DEBUG", default=False)

# Who may ask, and under which address -----------------------------------------------------------
_host, _port = environment.text("HOST", "127.0.0.1"), environment.port("PORT", 8000)
_site = environment.site("SITE_URL", f"http://{f'[{_host}]' if ':' in _host else _host}:{_port}")
SITE_URL = _site.geturl()
IS_HTTPS = _site.scheme == "https"
_name = f"[{_site.hostname}]" if ":" in str(_site.hostname) else str(_site.hostname)
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", _name])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# The site's own name is always one of them: under it the newsstand asks for the pages that it keeps.
if not {"*", _name} & set(ALLOWED_HOSTS):
    ALLOWED_HOSTS.append(_name)
# Whose X-Forwarded-For and X-Forwarded-Proto are believed (liveblog.forwarded).
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")

# Serving readers from memory (editorial.reader.newsstand); off, every request is rendered from the database.
NEWSSTAND = environment.boolean("NEWSSTAND", default=True)
# Whether readers' browsers keep the story they read last, for when there is no network (static editorial/offline.js);
# off, those that did let go of it.
OFFLINE = environment.boolean("OFFLINE", default=True)
# How many open streams one address may have: a whole office may stand behind one.
STREAMS_PER_ADDRESS = environment.count("STREAMS_PER_ADDRESS", 2_000)

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

# The first is the outermost. What gives headers stands outside of what may refuse, so that a refusal has them too.
MIDDLEWARE = [
    "liveblog.middleware.fitting_headers",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "liveblog.staticfiles.StaticFiles",
    "liveblog.middleware.one_language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "liveblog.middleware.NoZeroBytes",
    "liveblog.middleware.refused_writes",
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
DATABASES = {
    "default": environment.database("DATABASE_URL", f"sqlite:///{quote(str(NEWSROOM_DATA))}/newsroom.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Hints of changes go by the database; by this Redis too, where one is named (editorial.announcing).
REDIS_URL = environment.redis_server("REDIS_URL")
# Who tells subscribers of our feeds that there is news (editorial.reader.feeds.hub).
WEBSUB_HUB = environment.page("WEBSUB_HUB")

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
LOGIN_REDIRECT_URL = "admin:index"
# How guessing is slowed: liveblog.login. Nobody can lengthen a lock by going on guessing.
AXES_HANDLER = "liveblog.login.Throttle"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 7
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "liveblog.login.account"
AXES_CLIENT_IP_CALLABLE = "liveblog.login.address"
AXES_LOCKOUT_CALLABLE = "liveblog.login.locked_out"
AXES_VERBOSE = False

# What a browser is told -------------------------------------------------------------------------
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_HOST = _site.netloc  # to the site's own name, whatever host was asked for
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # whoever asks after our health stands inside, and speaks plain http
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
# Where readers get pictures, if not from us: pages may show those of that origin, and of no other.
RENDITIONS_URL = storage.renditions_url(is_https=IS_HTTPS)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, storage.origin_of(RENDITIONS_URL)] if RENDITIONS_URL else [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
_SENSORS = "browsing-topics camera display-capture geolocation gyroscope hid magnetometer microphone midi payment usb"
PERMISSIONS_POLICY: dict[str, list[str]] = {feature: [] for feature in _SENSORS.split()}

# Language, clock, numbers -----------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
# Those that the interface speaks. A story may be in any language.
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
# Which of them somebody chose for the desk. Readers' browsers never send it.
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_SAMESITE = True, IS_HTTPS, "Lax"
USE_I18N = USE_TZ = True
TIME_ZONE = environment.text("TIME_ZONE", "Europe/London")
if TIME_ZONE not in zoneinfo.available_timezones() or (
    "/" not in TIME_ZONE and TIME_ZONE not in {"UTC", "GMT"}
):
    why = f"“{TIME_ZONE}” is not a zone. Write a name such as Europe/London."
    raise environment.stop("TIME_ZONE", why)

# Files ------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = environment.folder("NEWSROOM_DATA", NEWSROOM_DATA / "static")
STATICFILES_FINDERS = ["editorial.staticfiles.EditorFinder"]
# One command must be a whole newsroom, so files are served from where they lie, without collecting them first;
# their names carry no hash then, hence the short life.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 300
WHITENOISE_ALLOW_ALL_ORIGINS = False

MEDIA_ROOT = environment.folder("NEWSROOM_DATA", (NEWSROOM_DATA if _data else BASE_DIR) / "media")
# Originals have no address; renditions are there for everyone (editorial.photos.files).
STORAGES = {
    **storage.storages(MEDIA_ROOT, RENDITIONS_URL),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o640

# CKEditor 4 gets no more fixes. It stands in the admin's change forms only, and nothing that it sends is trusted:
# the server cleans every text on every road in (editorial.richtext), so the warning has been answered.
# Whether other hosts of the domain speak https, and whether browsers ship that as a list, is not ours to say.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001", "security.W005", "security.W021"]


def _in_one_line(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    # Anyone can ask for a host that is not ours: that is worth a line, not a stack of frames.
    "filters": {"in_one_line": {"()": "django.utils.log.CallbackFilter", "callback": _in_one_line}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": environment.choice("LOG_LEVEL", "INFO", {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}),
    },
    "loggers": {
        "axes": {"level": "WARNING"},
        "django.security.DisallowedHost": {"filters": ["in_one_line"]},
    },
}
