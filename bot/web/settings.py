"""Settings of the web part. Everything a council may change comes from the environment; see docs/operations.md."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("SIGNPOST_VAR", BASE_DIR / "var"))

DEBUG = False
SECRET_KEY = os.environ.get("SIGNPOST_SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("SIGNPOST_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# Behind a proxy of our own, which sets these headers itself, the address of a page is the one that the proxy was asked
# for. Without one they are not believed: anybody can write them.
BEHIND_TLS_PROXY = os.environ.get("SIGNPOST_BEHIND_TLS_PROXY", "") == "1"
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
    SECURE_HSTS_SECONDS = 31_536_000
CORS_ALLOWED_ORIGINS = [origin for origin in os.environ.get("SIGNPOST_ORIGINS", "").split(",") if origin]
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = ("authorization", "content-type", "idempotency-key")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "bot.web.audit",
    "bot.web.accounts",
    "bot.web.gateway",
    "bot.web.cases",
    "bot.web.referral",
    "bot.web.widget",
    "bot.web.workbench",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "bot.web.security.ContentSecurityPolicy",
    "bot.web.gateway.origins.OriginCheck",
    "bot.web.gateway.failures.MethodFailure",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # From here on for the staff pages: the API carries a token of its own and looks at no cookie.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "bot.web.accounts.sessions.SessionLimits",
]
ROOT_URLCONF = "bot.web.urls"
WSGI_APPLICATION = "bot.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES: dict[str, dict[str, Any]]
if "SIGNPOST_WEB_DB_NAME" in os.environ:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["SIGNPOST_WEB_DB_NAME"],
            "USER": os.environ.get("SIGNPOST_WEB_DB_USER", ""),
            "PASSWORD": os.environ.get("SIGNPOST_WEB_DB_PASSWORD", ""),
            "HOST": os.environ.get("SIGNPOST_WEB_DB_HOST", ""),
            "PORT": os.environ.get("SIGNPOST_WEB_DB_PORT", ""),
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("SIGNPOST_WEB_DB", str(VAR_DIR / "web.sqlite3")),
            "OPTIONS": {
                # A writer that waits beats one that fails; readers never wait in write-ahead mode. What is committed
                # is on the disk: a reference that somebody was given is there after a power cut too.
                "timeout": 5,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if "SIGNPOST_REDIS_URL" in os.environ:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["SIGNPOST_REDIS_URL"],
        }
    }

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_USE_FINDERS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

# Accounts of staff.
AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
SIGN_IN_TRIES = 5
SIGN_IN_LOCKED_MINUTES = 15
# Within ten minutes; a whole council may share one address.
SIGN_IN_TRIES_PER_ADDRESS = 100
SESSION_IDLE_MINUTES = int(os.environ.get("SIGNPOST_SESSION_IDLE_MINUTES", "30"))
SESSION_LONGEST_HOURS = int(os.environ.get("SIGNPOST_SESSION_LONGEST_HOURS", "10"))
SESSION_COOKIE_AGE = SESSION_LONGEST_HOURS * 3600
SESSION_COOKIE_NAME = "signpost_session"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Lax, not strict: whoever comes back from single sign-on comes from another site.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Browsers take secure cookies from this machine without TLS too.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "bot.web.errors.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
OIDC_ISSUER = os.environ.get("SIGNPOST_OIDC_ISSUER", "")
OIDC_CLIENT_ID = os.environ.get("SIGNPOST_OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = os.environ.get("SIGNPOST_OIDC_CLIENT_SECRET", "")
# For providers that never say whether an e-mail address is verified, and whose addresses the council itself gives out.
OIDC_TRUST_EMAIL = os.environ.get("SIGNPOST_OIDC_TRUST_EMAIL") == "1"
# Which groups of the provider give which roles, in JSON, and the claim that names them; without it roles are given
# here.
OIDC_ROLES = os.environ.get("SIGNPOST_OIDC_ROLES", "")
OIDC_ROLES_CLAIM = os.environ.get("SIGNPOST_OIDC_ROLES_CLAIM", "groups")
OIDC_SCOPES = os.environ.get("SIGNPOST_OIDC_SCOPES", "openid email")
CONSOLE_POLL_SECONDS = 5

# Notices to the duty team; an address may be several, with commas. Without one nothing is sent.
NOTICE_EMAIL = os.environ.get("SIGNPOST_NOTICE_EMAIL", "")
SECOND_NOTICE_EMAIL = os.environ.get("SIGNPOST_SECOND_NOTICE_EMAIL", "")
NOTICE_WEBHOOK = os.environ.get("SIGNPOST_NOTICE_WEBHOOK", "")
SECOND_NOTICE_WEBHOOK = os.environ.get("SIGNPOST_SECOND_NOTICE_WEBHOOK", "")
PUBLIC_ADDRESS = os.environ.get("SIGNPOST_PUBLIC_ADDRESS", "")
EMAIL_HOST = os.environ.get("SIGNPOST_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SIGNPOST_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SIGNPOST_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SIGNPOST_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SIGNPOST_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("SIGNPOST_EMAIL_FROM", "noreply@localhost")
# Links of the banner: name, view, the permission that shows it. The first that somebody may use is where they begin.
STAFF_PAGES: list[tuple[str, str, str]] = [
    ("Cases", "queue", "work_cases"),
    ("Statistics", "statistics", "see_statistics"),
    ("Workbench", "workbench", "see_models"),
    ("Audit", "audit", "read_audit"),
    ("Accounts", "staff", "manage_accounts"),
]
STAFF_HOMES: list[tuple[str, str]] = [
    ("work_cases", "/duty/"),
    ("edit_training", "/editor/"),
    ("manage_accounts", "/account/staff/"),
]

# The workbench's own: the project whose files editors change, and where its models and indexes are.
WORKBENCH_ROOT = BASE_DIR
MODELS_DIR = Path(os.environ.get("SIGNPOST_MODELS", VAR_DIR / "models"))
INDEX_DIR = Path(os.environ.get("SIGNPOST_INDEX", VAR_DIR / "index"))
VECTORS_DIR = Path(os.environ.get("SIGNPOST_VECTORS", BASE_DIR / "var" / "vectors"))
DOCUMENTS_DIR = Path(os.environ.get("SIGNPOST_DOCUMENTS", VAR_DIR / "documents"))
# How many editors must decide about a message before it is learnt; those who look later can still disagree.
INBOX_LOOKS = int(os.environ.get("SIGNPOST_INBOX_LOOKS", "1"))
# Who stands as the author of the commit of a published draft; the people who edited it stand in its text.
COMMIT_AUTHOR = os.environ.get("SIGNPOST_COMMIT_AUTHOR", "Signpost editors <editors@localhost>")

# The gateway's own.
SIGNPOST_PACK = os.environ.get("SIGNPOST_PACK", str(BASE_DIR / "knowledge" / "north-east-lincolnshire"))
# Which Rasa is in service; without it, the one at RASA_URL.
LIVE_FILE = VAR_DIR / "live.json"
LAST_RESORT = VAR_DIR / "last_resort.json"
RASA_URL = os.environ.get("SIGNPOST_RASA_URL", "http://127.0.0.1:5005")
RASA_TOKEN = os.environ.get("SIGNPOST_RASA_TOKEN", "")
RASA_TIMEOUT_SECONDS = float(os.environ.get("SIGNPOST_RASA_TIMEOUT", "9"))
ACTION_URL = os.environ.get("SIGNPOST_ACTION_URL", "http://127.0.0.1:5055")
# The function that takes identifiers out of what people write.
MASK = "bot.language.masking.mask"
MESSAGE_LIMIT_CHARACTERS = 4000
MESSAGES_PER_MINUTE = 30
# By network address, and a whole council may share one.
CONVERSATIONS_PER_MINUTE = int(os.environ.get("SIGNPOST_CONVERSATIONS_PER_MINUTE", "600"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"httpx": {"level": "WARNING"}, "httpcore": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}
