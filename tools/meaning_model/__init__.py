# SPDX-License-Identifier: Apache-2.0
"""Builds the embedder that ships (`nadhir.reference.meaning_model`)."""
