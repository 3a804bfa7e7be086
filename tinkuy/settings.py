"""All settings, read from the environment only; with an empty environment everything runs.

Every variable read here stands in the table of `docs/operate.md`; a test compares the two.
"""

from pathlib import Path
from typing import Any

import django.conf.locale
from environs import Env

from tinkuy.core.keys import kept_secret
from tinkuy.core.stores import store_of

env = Env()

# Where things are

PACKAGE_DIR = Path(__file__).resolve().parent
DATA_DIR = Path(env.str("TINKUY_DATA_DIR", "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/archivos/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATIC_URL = "/estaticos/"

# Who is served, and how

DEBUG = env.bool("TINKUY_DEBUG", False)
SECRET_KEY = env.str("TINKUY_SECRET_KEY", "") or kept_secret(DATA_DIR / "secret.key")
SITE_URL = env.str("TINKUY_SITE_URL", "http://localhost:8000").rstrip("/")
ALLIANCE_NAME = env.str("TINKUY_ALLIANCE_NAME", "Alianza Peruana de Organizaciones Culturales")
ALLIANCE_ACRONYM = env.str("TINKUY_ALLIANCE_ACRONYM", "APOC")
SOURCE_URL = env.str("TINKUY_SOURCE_URL", "")
ALLOWED_HOSTS = env.list("TINKUY_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
SIGNING_KEY = env.str("TINKUY_SIGNING_KEY", "")
TRUSTED_PROXIES = env.int("TINKUY_TRUSTED_PROXIES", 0)

HTTPS = env.bool("TINKUY_HTTPS", SITE_URL.startswith("https://"))
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = env.int("TINKUY_HSTS_SECONDS", 31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = env.int("TINKUY_SESSION_DAYS", 14) * 86_400
CSRF_FAILURE_VIEW = "tinkuy.core.views.house.csrf_failure"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'none'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# What it is made of

ROOMS = ["core", "vocabulary", "alliance", "meetings", "contributions", "agenda", "opendata", "web"]
INSTALLED_APPS = [
    *(f"tinkuy.{room}" for room in ROOMS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "tinkuy.core.middleware.ReadOnlyGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tinkuy.core.middleware.DomainErrorMiddleware",
]
ROOT_URLCONF = "tinkuy.urls"
WSGI_APPLICATION = "tinkuy.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tinkuy.core.pages.site",
            ],
            "builtins": ["tinkuy.core.templatetags.tinkuy", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
STORAGES = {
    "default": store_of(env.str("TINKUY_STORAGE_URL", "")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Where the rows are

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
        "PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
    ),
}
DATABASES: dict[str, Any] = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'tinkuy.sqlite3'}", conn_max_age=None)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who comes in

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "core:working"
PASSWORD_RESET_TIMEOUT = 3 * 86_400
ACCOUNT_ADAPTER = "tinkuy.core.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Tinkuy"

# What it sends and what it does later

EMAIL_CONFIG = env.dj_email_url("TINKUY_EMAIL_URL", "console:")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST", "")
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = "/" + EMAIL_CONFIG.get("EMAIL_FILE_PATH", "")  # file:///srv/cartas, which the library gives without its root
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("TINKUY_MAIL_FROM", "Tinkuy <tinkuy@localhost>")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# In which languages

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English"), ("qu", "Runasimi")]
# Django knows no Quechua; without this entry, `get_language_info("qu")` raises.
django.conf.locale.LANG_INFO["qu"] = {"bidi": False, "code": "qu", "name": "Quechua", "name_local": "Runasimi"}
LANGUAGE_COOKIE_NAME = "idioma"
FORMAT_MODULE_PATH = ["tinkuy.core.formats"]
TIME_ZONE = "America/Lima"
USE_TZ = True
USE_I18N = True

# How much it takes

UPLOAD_LIMIT = env.int("TINKUY_UPLOAD_MB", 20) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "tinkuy.core.logs.formatter"}},
    "filters": {"without_codes": {"()": "tinkuy.core.logs.WithoutCodes"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_codes"]}},
    "root": {"handlers": ["console"], "level": env.str("TINKUY_LOG_LEVEL", "INFO")},
}
