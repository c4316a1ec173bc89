"""The settings that mypy's Django plugin reads: the house's own, in a home that need not exist.

They list no `nadhir.web`: the plugin needs the models alone, and a page half written must not stop the type checker.
"""

import os
import tempfile

os.environ.setdefault("NADHIR_HOME", tempfile.gettempdir())

from nadhir.config.settings import *  # noqa: F403 - after the environment that it reads
from nadhir.config.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [app for app in _APPS if app != "nadhir.web"]
