# SPDX-License-Identifier: Apache-2.0
"""How the house is put together: settings, keys, clock, and the one place where ports meet adapters.

Promise: every setting is read loudly and typed (a bad one stops the start with what to do about it), no installation
starts on a demo's keys or a sample secret, and the moment and fresh identifiers come from `clock` alone.
It does not decide anything about a case.
"""
