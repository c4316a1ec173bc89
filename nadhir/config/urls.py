# SPDX-License-Identifier: Apache-2.0
"""The addresses: the desk's, the recipient's page, the API, and the switch of language."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", include("nadhir.api.urls")),
    *([path("", include("nadhir.web.urls"))] if "nadhir.web" in settings.INSTALLED_APPS else []),
]
