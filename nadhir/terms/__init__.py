# SPDX-License-Identifier: Apache-2.0
"""The words everything is said in: every type that crosses a doorway between two rooms.

Promise: each value is frozen and validated at construction, so that no half-valid value exists; closed vocabularies are
`StrEnum` whose values are the words of the standard they come from; moments are aware and called `…_at`.
It does not decide, read, send or store anything.
"""
