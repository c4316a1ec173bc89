# SPDX-License-Identifier: Apache-2.0
"""What the templates say things with: words for codes, moments with their zone, and text in its own direction."""
