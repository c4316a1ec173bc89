# SPDX-License-Identifier: Apache-2.0
"""Loads what ships as data (lexicons, gazetteer, phrase books, parameters) and hands it to the pure rooms as values."""
