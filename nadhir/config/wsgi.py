# SPDX-License-Identifier: Apache-2.0
"""The server's entry: `granian --interface wsgi nadhir.config.wsgi:application`.

It refuses to start where a system check finds an error: a demo's key, a sample secret, a database in memory.
"""

import os

from django.core.checks import ERROR, run_checks
from django.core.wsgi import get_wsgi_application

from nadhir.terms.errors import TheirsError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nadhir.config.settings")
application = get_wsgi_application()

_errors = [found for found in run_checks() if found.level >= ERROR]
if _errors:
    raise TheirsError(
        "; ".join(f"{found.id}: {found.msg} ({found.hint})" for found in _errors),
        where="start-up",
        remedy="mend this, then start again",
    )
