# SPDX-License-Identifier: Apache-2.0
"""Registers the checks that Django runs before it serves or migrates."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from nadhir.config import checks


class ConfigConfig(AppConfig):
    """The configuration as an app, for its checks alone."""

    name = "nadhir.config"
    label = "nadhir_config"

    def ready(self) -> None:
        """Register the checks."""
        register(checks.check_keys, Tags.security)
        register(checks.check_store, Tags.database)
