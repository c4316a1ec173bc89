# SPDX-License-Identifier: Apache-2.0
"""The addresses of the API."""

from django.urls import path

from nadhir.api.routes import api

urlpatterns = [path("", api.urls)]
