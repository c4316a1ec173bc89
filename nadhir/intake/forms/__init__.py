# SPDX-License-Identifier: Apache-2.0
"""The forms in which several reports come at once, one module each.

Each gives the pieces of its container in their order, lazily, and never raises for what the bytes hold: what cannot be
read comes as a piece with a problem, in its place. None of them opens what a piece holds in turn: `unpack` does.
"""
