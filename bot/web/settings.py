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
CORS_ALLOWED_ORIGINS = [origin for origin in os.environ.get("SIGNPOST_ORIGINS", "").split(",") if origin]
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = ("authorization", "content-type", "idempotency-key")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "corsheaders",
    "bot.web.gateway",
    "bot.web.chat",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "bot.web.security.ContentSecurityPolicy",
    "bot.web.gateway.origins.OriginCheck",
    "bot.web.gateway.failures.MethodFailure",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bot.web.urls"
WSGI_APPLICATION = "bot.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
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
                # A writer that waits beats one that fails; readers never wait in write-ahead mode.
                "timeout": 5,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
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

# The gateway's own.
SIGNPOST_PACK = os.environ.get("SIGNPOST_PACK", str(BASE_DIR / "knowledge" / "north-east-lincolnshire"))
# Which Rasa is in service; without it, the one at RASA_URL.
LIVE_FILE = VAR_DIR / "live.json"
RASA_URL = os.environ.get("SIGNPOST_RASA_URL", "http://127.0.0.1:5005")
RASA_TOKEN = os.environ.get("SIGNPOST_RASA_TOKEN", "")
RASA_TIMEOUT_SECONDS = float(os.environ.get("SIGNPOST_RASA_TIMEOUT", "10"))
ACTION_URL = os.environ.get("SIGNPOST_ACTION_URL", "http://127.0.0.1:5055")
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
    "loggers": {"httpx": {"level": "WARNING"}, "httpcore": {"level": "WARNING"}},
}
