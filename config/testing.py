"""Settings of the tests: those of the platform, on a database and in a folder of their own.

JINZE_TEST_DB      sqlite (default) or postgres; postgres takes the server that DATABASE_URL names
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_folder = Path(tempfile.mkdtemp(prefix="jinze-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
_engine = os.environ.get("JINZE_TEST_DB", "") or "sqlite"

os.environ["JINZE_VAR"] = str(_folder)
if _engine == "sqlite":
    os.environ["DATABASE_URL"] = f"sqlite:///{_folder / 'jinze.sqlite3'}"
elif _engine != "postgres":
    raise ImproperlyConfigured(f"JINZE_TEST_DB is {_engine!r}: say sqlite or postgres")
elif not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    raise ImproperlyConfigured("JINZE_TEST_DB=postgres needs a DATABASE_URL that begins with postgres://")

from config.settings import *  # noqa: E402, F403 - the environment above decides what is read here
from config.settings import DATABASES, STORAGES  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0  # the live server's threads end without closing what they keep
if _engine == "sqlite":
    # A file, not memory: tests that start other processes must meet them in the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # signing in is not to cost
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
(_folder / "static").mkdir()
