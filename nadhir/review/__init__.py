# SPDX-License-Identifier: Apache-2.0
"""ledger extract → AfterAction: was the duty met, in time; what was missed; the figures.

Promise: everything an after-action review says is computed from what the record holds, from first knowledge to the last
word, and each finding names the moments it rests on. A warning counts as given when a named person acknowledged it, not
when it was sent (law.md, fact 2), and silence counts as silence. It judges steps, never people, and it rewards no
outcome: a right decision before no attack is as right.

It does not decide whether the threat was real, and it changes nothing in the case. Left for later: figures over many
cases (waivers by ground, false alarms), and a party's dispute of a finding.
"""

from nadhir.review.after_action import after_action
from nadhir.review.types import AfterAction, Extract, Figure, FigureName, Lesson, LessonCode, Verdict

__all__ = ["AfterAction", "Extract", "Figure", "FigureName", "Lesson", "LessonCode", "Verdict", "after_action"]
