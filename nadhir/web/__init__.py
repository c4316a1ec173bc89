# SPDX-License-Identifier: Apache-2.0
"""The desk and the recipient's page: views, forms, templates in Arabic (right to left) and English, and their styles.

Promise: every page works without JavaScript and asks no other server for anything; reading changes nothing, and what
changes something is a POST with a CSRF token; content is laid out in its own direction whatever the desk's language,
and characters that would turn a line around unseen are shown. What an officer may do is asked of `casework`: a button
that is not shown is a courtesy, not the lock.
It decides nothing about a case, and it sees read models, never rows.
"""
