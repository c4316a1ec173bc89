# SPDX-License-Identifier: Apache-2.0
"""Trains the screening model that ships in `nadhir/reference/data/screening`: `make model`."""
