"""Django's settings. Everything that differs between deployments comes from the environment:

DATABASE_URL       postgres://user:password@host/name or sqlite:///file; default: jinze.sqlite3 in JINZE_VAR
SECRET_KEY         signs sessions; default: made once and kept in JINZE_VAR/secret_key
JINZE_VAR          folder of all that is written at run time; default: var/ in the checkout
JINZE_LAW          folder of the law as data; default: law/ in the checkout
JINZE_LEDGER_KEY   Ed25519 key that signs checkpoints; default: JINZE_VAR/keys/ledger.pem
JINZE_CHECKPOINTS  folder of published checkpoints; default: JINZE_VAR/checkpoints
JINZE_ROOT_AREA    division code of the area this deployment serves; default: 4103, Luoyang
JINZE_LAW_KEEPER   function whose holder in the root area adopts law and imports texts; default: safety_committee_office
JINZE_HOSTS        comma-separated host names under which the pages are served, beside 127.0.0.1 and localhost
JINZE_HTTPS        1 behind a TLS proxy that sets X-Forwarded-Proto: secure cookies, HSTS, https origins
JINZE_DEBUG        1 shows errors with their code; never on a machine that others can reach
JINZE_LOG          level of the log on standard error: DEBUG, INFO, WARNING; default INFO
"""

from pathlib import Path
from typing import Any

from config import environment as env

CHECKOUT = Path(__file__).resolve().parent.parent
JINZE_VAR = env.path("JINZE_VAR", CHECKOUT / "var")
JINZE_LAW = env.path("JINZE_LAW", CHECKOUT / "law")
JINZE_LEDGER_KEY = env.path("JINZE_LEDGER_KEY", JINZE_VAR / "keys" / "ledger.pem")
JINZE_CHECKPOINTS = env.path("JINZE_CHECKPOINTS", JINZE_VAR / "checkpoints")
JINZE_VAR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("JINZE_DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", kept_in=JINZE_VAR / "secret_key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", *env.words("JINZE_HOSTS")]

JINZE_DEMO = "demo.city"  # who builds the demo; the rooms know it by this name alone

# Rooms -----------------------------------------------------------------------------------

FACES = ["shell", "office"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "jinze.foundation.jobs.apps.JobsConfig",
    "jinze.foundation.ledger.apps.LedgerConfig",
    "jinze.foundation.access.apps.AccessConfig",
    "jinze.sources.apps.SourcesConfig",
    "jinze.cases.deed.apps.DeedConfig",
    "jinze.judgement.duties.apps.DutiesConfig",
    "jinze.faces.shell.apps.ShellConfig",
    "jinze.faces.office.apps.OfficeConfig",
    "jinze.faces.cli.apps.CliConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # above the static files, so that they carry the policy too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jinze.faces.shell.middleware.ActingMiddleware",
    "jinze.faces.shell.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [CHECKOUT / "jinze" / "faces" / face / "templates" for face in FACES],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "jinze.faces.shell.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {},
    },
]

# Data ------------------------------------------------------------------------------------

DATABASES = {"default": env.database(CHECKOUT, JINZE_VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "jinze.foundation.jobs.backend.JobsBackend"}}

LANGUAGE_CODE = "zh-hans"
JINZE_ROOT_AREA = env.text("JINZE_ROOT_AREA", "4103")  # one deployment serves one root area
JINZE_LAW_KEEPER = env.text("JINZE_LAW_KEEPER", "safety_committee_office")
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# People and sessions ---------------------------------------------------------------------

AUTH_USER_MODEL = "access.Account"
LOGIN_URL = "/signin/"
PASSWORD_HASHERS = ["config.passwords.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "jinze_session"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: one working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # forms carry the token; no script needs it
CSRF_FAILURE_VIEW = "jinze.faces.shell.answers.csrf_failed"

# What a browser may do -------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if env.flag("JINZE_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in env.words("JINZE_HOSTS")]

# Static files and log --------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = JINZE_VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "logging.Formatter" if DEBUG else "config.logs.OneLine",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.level("JINZE_LOG")},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
