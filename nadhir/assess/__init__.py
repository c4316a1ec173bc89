"""What a case amounts to: credible, specific, impending; how likely and how well founded; who did it, afterwards.

Promise: every answer is yes, no or unknown with the words it rests on and what is missing; it depends on what was held
at the instant and on nothing later; the order in which reports of one instant came makes no difference; a copy
confirms nothing; nationality and relation of a party change nothing here.

It does not say whether there is a duty, whom to tell or by when (`policy`), chooses no likelihood word where the
interval touches two (a person does), and extracts no elements (`screen`). The words it looks for are data.

Follows the test of ICD 191 as `law.md` 1.2 paraphrases it, ICD 203 row A or PHIA for likelihood (`law.md` 1.8 and 3),
and the Admiralty code.
"""

from nadhir.assess.assessing import assess
from nadhir.assess.concerned import NAMED, named_victims, own_parties
from nadhir.assess.cues import Cue, Cues
from nadhir.assess.parameters import AssessParameters, AttributionSteps

__all__ = ["NAMED", "AssessParameters", "AttributionSteps", "Cue", "Cues", "assess", "named_victims", "own_parties"]
