# SPDX-License-Identifier: Apache-2.0
"""Registers the checks that Django runs before it serves or migrates, and keeps the process's log clean."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from nadhir.config import checks
from nadhir.config.logs import keep_tokens_out


class ConfigConfig(AppConfig):
    """The configuration as an app, for its checks and its log."""

    name = "nadhir.config"
    label = "nadhir_config"

    def ready(self) -> None:
        """Register the checks, and keep recipients' tokens out of the log."""
        keep_tokens_out()
        register(checks.check_keys, Tags.security)
        register(checks.check_store, Tags.database)
        register(checks.check_packs, Tags.files)
