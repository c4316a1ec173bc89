# SPDX-License-Identifier: Apache-2.0
"""What every room needs of human language, and no room's knowledge.

`normalise` folds text for matching with a way back to raw offsets; `digits`, `tokens` and `sentences` cut it up;
`shingles` compare it; `detect` tells its language; `names` match across scripts; `calendars` and `times` read dates.
Word lists and grammars are data handed in as arguments (loaded by `nadhir.reference.language_data`). Offsets are
Unicode code points of the raw text throughout, ends exclusive.
"""
