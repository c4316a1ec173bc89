# SPDX-License-Identifier: Apache-2.0
"""How many wrong passwords an account bears: five from one address, and twenty from all addresses together.

The second limit stops a guesser who has many addresses. It must not be a way to lock the officers out for good: it ends
a quarter of an hour after the last counted try, tries during the rest do not prolong it, and it does not hold for an
address from which this account has logged in of late, where the first limit does.
"""

from datetime import timedelta
from typing import Final

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_ip_address, get_client_username, get_failure_limit
from axes.models import AccessLog
from django.http import HttpRequest

from nadhir.config.clock import SystemClock

TRIES_OF_AN_ACCOUNT: Final = 20  # [D] from all addresses: 80 guesses an hour find no password that the rules let pass
KNOWN_FOR: Final = timedelta(days=30)  # [D] an officer's usual desk


class AccountsHandler(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts tries of an account from one address, and, at a coarser measure, from all."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, object] | None = None) -> int:
        """Return the tries from this address, or the account's from all addresses on the same scale, the larger."""
        from_here, of_account = (
            sum(attempts.values_list("failures_since_start", flat=True))
            for attempts in self.get_user_attempts(request, credentials)
        )
        if self._is_usual(request, credentials):
            return int(from_here)
        limit = int(get_failure_limit(request, credentials))
        return max(int(from_here), int(of_account) * limit // TRIES_OF_AN_ACCOUNT)

    def _is_usual(self, request: HttpRequest, credentials: dict[str, object] | None) -> bool:
        username = get_client_username(request, credentials)
        address = get_client_ip_address(request)
        if not username or not address:
            return False
        known = AccessLog.objects.filter(username=username, ip_address=address)
        return bool(known.filter(attempt_time__gte=SystemClock().now() - KNOWN_FOR).exists())
