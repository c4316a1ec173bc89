"""Law and policy as code: is there a duty to warn, which ground waives it, whom to tell, by when, under which
paragraph.

Promise: every determination carries the trace of the provisions that were asked, in their order, each with its answer,
its reasons and the words it rests on; doubt is resolved toward telling where the pack says so; waivers are a closed
list, for each victim apart, and what was no ground is recorded with the reason. Everybody under the same threat is
named, told or not; what telling could do is looked for, and an officer weighs it before the list of addressees stands.
What is left to a person is said where it stands.

It does not decide: what it returns is a recommendation, which a person takes or not. It gives no legal advice.
Deadlines are ours, marked [D], and never presented as law. It composes no text (`tearline`) and sends nothing.

Follows `law.md`. A provision whose own words were read carries them and `is_verified = True`; every other one says that
it was not verified. docs/law.md lists them all.
"""

from nadhir.policy.determining import determine
from nadhir.policy.harm_of_warning import WeighingError, carry_over, weigh
from nadhir.policy.matter import Matter
from nadhir.policy.pack import Pack, Rule, Ruling, rule
from nadhir.policy.parameters import PackParameters

__all__ = [
    "Matter",
    "Pack",
    "PackParameters",
    "Rule",
    "Ruling",
    "WeighingError",
    "carry_over",
    "determine",
    "rule",
    "weigh",
]
