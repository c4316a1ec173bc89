# SPDX-License-Identifier: Apache-2.0
"""What codes and closed vocabularies are called, in the reader's language: for desk, recipient's page and command line.

Promise: every value of every vocabulary in `terms` has a word, and every code that the judging rooms give has a
sentence (tests/web/test_wording.py reads them out of the rooms); a code of a pack of the house's own is said in the
words that it brings, and any other is shown as itself with its underscores taken out, so that nothing is ever hidden
for want of a sentence. The words are those of docs/glossary.md.

It does not word the warning: that is `tearline`'s, from the phrase books. A new code needs a line here and, after
`make catalogue`, its Arabic in nadhir/casework/locale.

A word's context in the catalogue is the name of its type, since one English word may be several Arabic ones.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from nadhir.reference import packs
from nadhir.reference.names import ReferenceNames
from nadhir.terms.assessment import Contribution, LikelihoodTerm
from nadhir.terms.case import Question
from nadhir.terms.estimative import EstimativeRemark
from nadhir.terms.links import LinkReason
from nadhir.terms.screening import Means, Norm, PersonNorm, PlaceNorm, TimeNorm
from nadhir.terms.text import Language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: The words of each vocabulary, by the name of its type and the value on the wire.
WORDS: Final["Mapping[str, Mapping[str, _StrPromise]]"] = MappingProxyType(
    {
        "Answer": {
            "yes": pgettext_lazy("Answer", "yes"),
            "no": pgettext_lazy("Answer", "no"),
            "unknown": pgettext_lazy("Answer", "unknown"),
        },
        "StepUnit": {
            "message": pgettext_lazy("StepUnit", "message"),
            "attachment": pgettext_lazy("StepUnit", "attachment"),
            "entry": pgettext_lazy("StepUnit", "entry"),
            "record": pgettext_lazy("StepUnit", "record"),
            "line": pgettext_lazy("StepUnit", "line"),
            "file": pgettext_lazy("StepUnit", "file"),
            "rest": pgettext_lazy("StepUnit", "what could not be read"),
        },
        "Act": {
            "read_reports": pgettext_lazy("Act", "read reports"),
            "read_cases": pgettext_lazy("Act", "read cases"),
            "read_sources": pgettext_lazy("Act", "read sources"),
            "read_ledger": pgettext_lazy("Act", "read the ledger"),
            "read_officers": pgettext_lazy("Act", "read the officers' accounts"),
            "receive": pgettext_lazy("Act", "receive reports"),
            "screen": pgettext_lazy("Act", "screen reports"),
            "link": pgettext_lazy("Act", "link reports"),
            "establish": pgettext_lazy("Act", "establish facts"),
            "record_reply": pgettext_lazy("Act", "record replies"),
            "assess": pgettext_lazy("Act", "assess"),
            "determine": pgettext_lazy("Act", "determine"),
            "decide": pgettext_lazy("Act", "decide"),
            "affirm_waiver": pgettext_lazy("Act", "affirm waivers"),
            "write_tearline": pgettext_lazy("Act", "write the tearline"),
            "propose_release": pgettext_lazy("Act", "propose a release"),
            "approve_release": pgettext_lazy("Act", "approve a release"),
            "refuse_release": pgettext_lazy("Act", "refuse a release"),
            "deliver": pgettext_lazy("Act", "deliver"),
            "hand_over": pgettext_lazy("Act", "hand over and record answers"),
            "close_case": pgettext_lazy("Act", "close cases"),
            "take_command": pgettext_lazy("Act", "take command"),
            "give_command": pgettext_lazy("Act", "offer command of another's case"),
            "keep_rota": pgettext_lazy("Act", "keep the rota of who is on duty"),
            "ask": pgettext_lazy("Act", "ask and answer questions of a case"),
            "keep_directory": pgettext_lazy("Act", "keep sources and parties"),
            "seal": pgettext_lazy("Act", "sign checkpoints"),
            "review": pgettext_lazy("Act", "review"),
            "share": pgettext_lazy("Act", "disclose a case"),
            "erase": pgettext_lazy("Act", "erase what is personal"),
            "keep_accounts": pgettext_lazy("Act", "keep accounts"),
            "confirm_authority": pgettext_lazy("Act", "confirm another's authority"),
            "look": pgettext_lazy("Act", "take the first look"),
            "consult": pgettext_lazy("Act", "consult originators"),
            "raise_dispute": pgettext_lazy("Act", "raise disputes"),
            "settle_dispute": pgettext_lazy("Act", "settle disputes"),
            "change_clock": pgettext_lazy("Act", "stop or extend a clock"),
        },
        "LikelihoodTerm": {
            "almost no chance": pgettext_lazy("LikelihoodTerm", "almost no chance"),
            "very unlikely": pgettext_lazy("LikelihoodTerm", "very unlikely"),
            "unlikely": pgettext_lazy("LikelihoodTerm", "unlikely"),
            "roughly even chance": pgettext_lazy("LikelihoodTerm", "roughly even chance"),
            "likely": pgettext_lazy("LikelihoodTerm", "likely"),
            "very likely": pgettext_lazy("LikelihoodTerm", "very likely"),
            "almost certain": pgettext_lazy("LikelihoodTerm", "almost certain"),
            "remote chance": pgettext_lazy("LikelihoodTerm", "remote chance"),
            "highly unlikely": pgettext_lazy("LikelihoodTerm", "highly unlikely"),
            "realistic possibility": pgettext_lazy("LikelihoodTerm", "realistic possibility"),
            "highly likely": pgettext_lazy("LikelihoodTerm", "highly likely"),
        },
        "Yardstick": {
            "icd-203": pgettext_lazy("Yardstick", "ICD 203"),
            "phia": pgettext_lazy("Yardstick", "PHIA"),
        },
        "EstimativeFault": {
            "likelihood_with_confidence": pgettext_lazy(
                "EstimativeFault", "likelihood and confidence stand in one sentence; make two of it"
            ),
            "certainty_as_likelihood": pgettext_lazy(
                "EstimativeFault", "nothing is certain, and nothing is impossible"
            ),
            "mixed_yardsticks": pgettext_lazy(
                "EstimativeFault", "this is a word of another row or yardstick than the rest"
            ),
            "no_yardstick_has_it": pgettext_lazy(
                "EstimativeFault", "no yardstick has this word, so that every reader takes it for another likelihood"
            ),
        },
        "Confidence": {
            "low": pgettext_lazy("Confidence", "low"),
            "moderate": pgettext_lazy("Confidence", "moderate"),
            "high": pgettext_lazy("Confidence", "high"),
        },
        "Urgency": {
            "under_24_h": pgettext_lazy("Urgency", "under 24 hours, or running"),
            "24_72_h": pgettext_lazy("Urgency", "24 to 72 hours"),
            "later": pgettext_lazy("Urgency", "later"),
            "undated": pgettext_lazy("Urgency", "undated"),
        },
        "CaseState": {
            "opened": pgettext_lazy("CaseState", "opened"),
            "assessing": pgettext_lazy("CaseState", "assessing"),
            "determined": pgettext_lazy("CaseState", "determined"),
            "waived": pgettext_lazy("CaseState", "waived"),
            "referred": pgettext_lazy("CaseState", "referred"),
            "releasing": pgettext_lazy("CaseState", "releasing"),
            "warned": pgettext_lazy("CaseState", "warned"),
            "acknowledged": pgettext_lazy("CaseState", "acknowledged"),
            "acted_on": pgettext_lazy("CaseState", "acted on"),
            "renewed": pgettext_lazy("CaseState", "renewed"),
            "closed": pgettext_lazy("CaseState", "closed"),
            "reopened": pgettext_lazy("CaseState", "reopened"),
        },
        "CaseEventKind": {
            "case.opened": pgettext_lazy("CaseEventKind", "case opened"),
            "case.report.linked": pgettext_lazy("CaseEventKind", "report linked"),
            "case.report.split": pgettext_lazy("CaseEventKind", "report split off"),
            "case.assessed": pgettext_lazy("CaseEventKind", "case assessed"),
            "case.duty.determined": pgettext_lazy("CaseEventKind", "duty determined"),
            "case.duty.waived": pgettext_lazy("CaseEventKind", "duty waived"),
            "case.waiver.expired": pgettext_lazy("CaseEventKind", "waiver expired"),
            "case.referred": pgettext_lazy("CaseEventKind", "case referred"),
            "tearline.written": pgettext_lazy("CaseEventKind", "tearline written"),
            "release.proposed": pgettext_lazy("CaseEventKind", "release proposed"),
            "release.approved": pgettext_lazy("CaseEventKind", "release approved"),
            "release.refused": pgettext_lazy("CaseEventKind", "release refused"),
            "warning.released": pgettext_lazy("CaseEventKind", "warning released"),
            "warning.delivered": pgettext_lazy("CaseEventKind", "warning delivered"),
            "warning.acknowledged": pgettext_lazy("CaseEventKind", "warning acknowledged"),
            "warning.action.stated": pgettext_lazy("CaseEventKind", "action stated"),
            "warning.declined": pgettext_lazy("CaseEventKind", "warning declined"),
            "delivery.silence.recorded": pgettext_lazy("CaseEventKind", "silence recorded"),
            "delivery.escalated": pgettext_lazy("CaseEventKind", "delivery escalated"),
            "delivery.exhausted": pgettext_lazy("CaseEventKind", "delivery exhausted"),
            "warning.renewed": pgettext_lazy("CaseEventKind", "warning renewed"),
            "warning.cancelled": pgettext_lazy("CaseEventKind", "warning cancelled"),
            "case.fact.established": pgettext_lazy("CaseEventKind", "fact established"),
            "case.attack.reported": pgettext_lazy("CaseEventKind", "attack reported"),
            "case.reviewed": pgettext_lazy("CaseEventKind", "case reviewed"),
            "case.closing.proposed": pgettext_lazy("CaseEventKind", "closing proposed"),
            "case.closing.refused": pgettext_lazy("CaseEventKind", "closing refused"),
            "case.closed": pgettext_lazy("CaseEventKind", "case closed"),
            "case.reopened": pgettext_lazy("CaseEventKind", "case reopened"),
            "case.command.assigned": pgettext_lazy("CaseEventKind", "command assigned"),
            "case.command.offered": pgettext_lazy("CaseEventKind", "command offered"),
            "case.command.accepted": pgettext_lazy("CaseEventKind", "command accepted"),
            "case.command.declined": pgettext_lazy("CaseEventKind", "command declined"),
            "case.command.withdrawn": pgettext_lazy("CaseEventKind", "offer of command withdrawn"),
        },
        "ClosingGround": {
            "warned_and_acted_on": pgettext_lazy("ClosingGround", "the warning was given and acted on"),
            "disrupted": pgettext_lazy("ClosingGround", "the plot was disrupted, and nobody of it is at large"),
            "threat_passed": pgettext_lazy("ClosingGround", "the threat has passed"),
            "attack_happened": pgettext_lazy("ClosingGround", "the attack happened, and nothing is left to warn of"),
            "not_a_threat": pgettext_lazy("ClosingGround", "it was no threat"),
            "threshold_not_met": pgettext_lazy("ClosingGround", "the threshold of the duty is not met"),
            "handed_to_another_house": pgettext_lazy("ClosingGround", "another house has taken it over"),
            "duplicate": pgettext_lazy("ClosingGround", "another case holds the same threat"),
            "no_report_left": pgettext_lazy("ClosingGround", "it holds no report any more"),
        },
        "ViewedKind": {
            "report": pgettext_lazy("ViewedKind", "report"),
            "case": pgettext_lazy("ViewedKind", "case"),
        },
        "QuestionState": {
            "open": pgettext_lazy("QuestionState", "open"),
            "answered": pgettext_lazy("QuestionState", "answered"),
            "withdrawn": pgettext_lazy("QuestionState", "withdrawn"),
            "overtaken": pgettext_lazy("QuestionState", "overtaken by new information"),
        },
        "DeliveryState": {
            "queued": pgettext_lazy("DeliveryState", "queued"),
            "sending": pgettext_lazy("DeliveryState", "sending"),
            "sent": pgettext_lazy("DeliveryState", "sent"),
            "delivered": pgettext_lazy("DeliveryState", "delivered"),
            "opened": pgettext_lazy("DeliveryState", "opened"),
            "acknowledged": pgettext_lazy("DeliveryState", "acknowledged"),
            "action_stated": pgettext_lazy("DeliveryState", "action stated"),
            "declined": pgettext_lazy("DeliveryState", "declined"),
            "silent": pgettext_lazy("DeliveryState", "silent"),
            "failed": pgettext_lazy("DeliveryState", "failed"),
            "exhausted": pgettext_lazy("DeliveryState", "exhausted"),
            "cancelled": pgettext_lazy("DeliveryState", "cancelled"),
        },
        "DeliveryEventKind": {
            "claimed": pgettext_lazy("DeliveryEventKind", "claimed"),
            "accepted": pgettext_lazy("DeliveryEventKind", "accepted by the channel"),
            "confirmed": pgettext_lazy("DeliveryEventKind", "confirmed"),
            "opened": pgettext_lazy("DeliveryEventKind", "opened"),
            "acknowledged": pgettext_lazy("DeliveryEventKind", "acknowledged"),
            "action_stated": pgettext_lazy("DeliveryEventKind", "action stated"),
            "declined": pgettext_lazy("DeliveryEventKind", "declined"),
            "failed_for_now": pgettext_lazy("DeliveryEventKind", "failed for now"),
            "failed_for_good": pgettext_lazy("DeliveryEventKind", "failed for good"),
            "lease_expired": pgettext_lazy("DeliveryEventKind", "lease expired"),
            "time_passed": pgettext_lazy("DeliveryEventKind", "time passed"),
            "moved_on": pgettext_lazy("DeliveryEventKind", "moved on"),
            "cancelled": pgettext_lazy("DeliveryEventKind", "cancelled"),
        },
        "Outcome": {
            "warn": pgettext_lazy("Outcome", "warn"),
            "waive": pgettext_lazy("Outcome", "waive"),
            "refer": pgettext_lazy("Outcome", "refer"),
            "no_duty": pgettext_lazy("Outcome", "no duty"),
            "undecided": pgettext_lazy("Outcome", "undecided"),
        },
        "WaiverGround": {
            "aware": pgettext_lazy("WaiverGround", "the victim knows already"),
            "combatant": pgettext_lazy("WaiverGround", "at risk only from taking part in armed conflict"),
            "violent_offender": pgettext_lazy(
                "WaiverGround", "the victim is a terrorist, assassin, trafficker or violent criminal"
            ),
            "own_sources": pgettext_lazy("WaiverGround", "unduly endangers own sources or methods"),
            "partner_sources": pgettext_lazy("WaiverGround", "unduly endangers a partner's sources or methods"),
            "no_way": pgettext_lazy("WaiverGround", "there is no reasonable way to tell"),
        },
        "AtRisk": {
            "victim": pgettext_lazy("AtRisk", "to the victim"),
            "source": pgettext_lazy("AtRisk", "to the source"),
            "suspect": pgettext_lazy("AtRisk", "to the suspect"),
            "public": pgettext_lazy("AtRisk", "to the public"),
            "recipient": pgettext_lazy("AtRisk", "to whoever is told"),
        },
        "WeighingChoice": {
            "told_anyway": pgettext_lazy("WeighingChoice", "told anyway"),
            "another_way": pgettext_lazy("WeighingChoice", "told another way"),
            "not_told": pgettext_lazy("WeighingChoice", "not told"),
        },
        "PopulationKind": {
            "victim": pgettext_lazy("PopulationKind", "those who are meant"),
            "people_at_place": pgettext_lazy("PopulationKind", "people at the place"),
            "public": pgettext_lazy("PopulationKind", "the public"),
            "bystanders": pgettext_lazy("PopulationKind", "people beside those who are meant"),
            "named": pgettext_lazy("PopulationKind", "named in the reports"),
            "own_staff": pgettext_lazy("PopulationKind", "our own people"),
        },
        "RetraceVerdict": {
            "same": pgettext_lazy("RetraceVerdict", "it comes out the same"),
            "differs": pgettext_lazy("RetraceVerdict", "it differs from what is on record"),
            "cannot": pgettext_lazy("RetraceVerdict", "it cannot be computed again"),
        },
        "ClockName": {
            "release_decision": pgettext_lazy("ClockName", "release decision"),
            "first_look": pgettext_lazy("ClockName", "first look"),
            "originator_consultation": pgettext_lazy("ClockName", "consulting the originator"),
            "dispute": pgettext_lazy("ClockName", "dispute"),
            "waiver_affirmation": pgettext_lazy("ClockName", "affirmation of the waiver"),
            "waiver_expiry": pgettext_lazy("ClockName", "expiry of a waiver"),
            "stated_window": pgettext_lazy("ClockName", "end of the stated window"),
            "renewal": pgettext_lazy("ClockName", "renewal"),
            "acknowledgement": pgettext_lazy("ClockName", "acknowledgement"),
        },
        "ClockChangeKind": {
            "stopped": pgettext_lazy("ClockChangeKind", "stopped"),
            "extended": pgettext_lazy("ClockChangeKind", "extended"),
            "kept_up": pgettext_lazy("ClockChangeKind", "the threat stands beyond its window"),
            "let_lapse": pgettext_lazy("ClockChangeKind", "the threat ended with its window"),
        },
        "ConsultationReply": {
            "consents": pgettext_lazy("ConsultationReply", "consents"),
            "refuses": pgettext_lazy("ConsultationReply", "refuses"),
            "other_wording": pgettext_lazy("ConsultationReply", "asks for other wording"),
        },
        "DisputeAbout": {
            "duty": pgettext_lazy("DisputeAbout", "the duty"),
            "waiver": pgettext_lazy("DisputeAbout", "a waiver"),
            "method": pgettext_lazy("DisputeAbout", "the method"),
        },
        "DisputeRung": {
            "lowest_level": pgettext_lazy("DisputeRung", "at the lowest level"),
            "element_heads": pgettext_lazy("DisputeRung", "before the heads of the elements"),
            "top": pgettext_lazy("DisputeRung", "at the top"),
        },
        "WaiverProof": {
            "warned_by": pgettext_lazy("WaiverProof", "who warned them before"),
            "warned_when": pgettext_lazy("WaiverProof", "when they were warned"),
            "same_threat": pgettext_lazy("WaiverProof", "how it is known to be the same threat"),
            "basis_for_only": pgettext_lazy("WaiverProof", "why taking part in the conflict is the only cause"),
            "basis": pgettext_lazy("WaiverProof", "the basis for the belief"),
            "assessed_by": pgettext_lazy("WaiverProof", "who assessed it"),
            "why_every_method_fails": pgettext_lazy("WaiverProof", "why every way of warning fails"),
            "sanitised_rejected": pgettext_lazy("WaiverProof", "the sanitised texts that were rejected, and why"),
            "anonymous_rejected": pgettext_lazy("WaiverProof", "the anonymous ways that were rejected, and why"),
            "proportionality": pgettext_lazy("WaiverProof", "what is spared, against the lives at risk"),
            "originator_asked": pgettext_lazy("WaiverProof", "who of the originator was asked, and when"),
            "originator_reply": pgettext_lazy("WaiverProof", "what the originator replied"),
            "channels_tried": pgettext_lazy("WaiverProof", "every channel tried or considered, and why it fails"),
        },
        "FactName": {
            "victim_aware": pgettext_lazy("FactName", "the victim is aware"),
            "combatant_only": pgettext_lazy("FactName", "a combatant only"),
            "violent_offender": pgettext_lazy("FactName", "violent offender"),
            "endangers_own_sources": pgettext_lazy("FactName", "endangers own sources"),
            "endangers_partner_sources": pgettext_lazy("FactName", "endangers a partner's sources"),
            "no_reasonable_way": pgettext_lazy("FactName", "no reasonable way"),
            "originator_consulted": pgettext_lazy("FactName", "originator consulted"),
            "courtesy_notice_given": pgettext_lazy("FactName", "courtesy notice to the host state"),
            "plot_disrupted": pgettext_lazy("FactName", "plot disrupted"),
            "suspect_held": pgettext_lazy("FactName", "suspect held"),
            "attack_happened": pgettext_lazy("FactName", "attack happened"),
            "location_of_suspect": pgettext_lazy("FactName", "location of the suspect"),
            "location_of_victim": pgettext_lazy("FactName", "location of the victim"),
            "state_of_establishment": pgettext_lazy("FactName", "state of establishment"),
            "client_communicated_threat": pgettext_lazy("FactName", "the client communicated the threat"),
            "victim_identifiable": pgettext_lazy("FactName", "victim identifiable"),
        },
        "ReplyState": {
            "delivered": pgettext_lazy("ReplyState", "delivered"),
            "acknowledged": pgettext_lazy("ReplyState", "acknowledged"),
            "action_stated": pgettext_lazy("ReplyState", "action stated"),
            "declined": pgettext_lazy("ReplyState", "declined"),
            "disputed": pgettext_lazy("ReplyState", "disputed"),
            "unreachable": pgettext_lazy("ReplyState", "unreachable"),
        },
        "LinkKind": {
            "copy": pgettext_lazy("LinkKind", "copy of"),
            "same_event": pgettext_lazy("LinkKind", "same event"),
            "same_threat": pgettext_lazy("LinkKind", "same threat"),
        },
        "Audience": {
            "named_recipient": pgettext_lazy("Audience", "named recipient"),
            "organisation": pgettext_lazy("Audience", "organisation"),
            "clients": pgettext_lazy("Audience", "clients"),
            "community": pgettext_lazy("Audience", "community"),
            "public": pgettext_lazy("Audience", "public"),
        },
        "PartyRole": {
            "victim": pgettext_lazy("PartyRole", "victim"),
            "protector": pgettext_lazy("PartyRole", "protector"),
            "authority": pgettext_lazy("PartyRole", "authority"),
            "place_owner": pgettext_lazy("PartyRole", "place owner"),
            "suspect": pgettext_lazy("PartyRole", "suspect"),
            "public": pgettext_lazy("PartyRole", "public"),
            "originator": pgettext_lazy("PartyRole", "originator"),
        },
        "Relation": {
            "own": pgettext_lazy("Relation", "own"),
            "partner": pgettext_lazy("Relation", "partner"),
            "neutral": pgettext_lazy("Relation", "neutral"),
            "adversary": pgettext_lazy("Relation", "adversary"),
        },
        "ChannelKind": {
            "in_person": pgettext_lazy("ChannelKind", "in person"),
            "phone": pgettext_lazy("ChannelKind", "telephone"),
            "email": pgettext_lazy("ChannelKind", "e-mail"),
            "liaison": pgettext_lazy("ChannelKind", "liaison"),
            "taxii": pgettext_lazy("ChannelKind", "TAXII"),
            "webhook": pgettext_lazy("ChannelKind", "webhook"),
            "secure_page": pgettext_lazy("ChannelKind", "secure page"),
            "public_alert": pgettext_lazy("ChannelKind", "public alert"),
            "drop": pgettext_lazy("ChannelKind", "drop"),
        },
        "Origin": {
            "S": pgettext_lazy("Origin", "read in the source"),
            "S2": pgettext_lazy("Origin", "read in a secondary source"),
            "M": pgettext_lazy("Origin", "unverified"),
            "D": pgettext_lazy("Origin", "our own default"),
        },
        "ReleaseState": {
            "proposed": pgettext_lazy("ReleaseState", "proposed"),
            "approved_once": pgettext_lazy("ReleaseState", "approved once"),
            "released": pgettext_lazy("ReleaseState", "released"),
            "refused": pgettext_lazy("ReleaseState", "refused"),
            "expired": pgettext_lazy("ReleaseState", "expired"),
            "void": pgettext_lazy("ReleaseState", "void"),
        },
        "Mode": {
            "live": pgettext_lazy("Mode", "live"),
            "drill": pgettext_lazy("Mode", "drill"),
        },
        "SourceReliability": {
            "A": pgettext_lazy("SourceReliability", "completely reliable"),
            "B": pgettext_lazy("SourceReliability", "usually reliable"),
            "C": pgettext_lazy("SourceReliability", "fairly reliable"),
            "D": pgettext_lazy("SourceReliability", "not usually reliable"),
            "E": pgettext_lazy("SourceReliability", "unreliable"),
            "F": pgettext_lazy("SourceReliability", "reliability cannot be judged"),
        },
        "InformationCredibility": {
            "1": pgettext_lazy("InformationCredibility", "confirmed by other sources"),
            "2": pgettext_lazy("InformationCredibility", "probably true"),
            "3": pgettext_lazy("InformationCredibility", "possibly true"),
            "4": pgettext_lazy("InformationCredibility", "doubtful"),
            "5": pgettext_lazy("InformationCredibility", "improbable"),
            "6": pgettext_lazy("InformationCredibility", "truth cannot be judged"),
        },
        "SourcingKind": {
            "named": pgettext_lazy("SourcingKind", "a named person or body"),
            "unnamed": pgettext_lazy("SourcingKind", "an official or source without a name"),
            "document": pgettext_lazy("SourcingKind", "a document"),
            "post": pgettext_lazy("SourcingKind", "a post on a social medium"),
            "own": pgettext_lazy("SourcingKind", "the author's own"),
            "unconfirmed": pgettext_lazy("SourcingKind", "neither confirmed nor denied"),
        },
        "ConfirmationBar": {
            "copy": pgettext_lazy("ConfirmationBar", "a copy of it"),
            "same_source": pgettext_lazy("ConfirmationBar", "from the same source"),
            "same_origin": pgettext_lazy("ConfirmationBar", "told on from the same origin"),
            "origin_unknown": pgettext_lazy("ConfirmationBar", "it is not known whom one of them has it from"),
            "doubted": pgettext_lazy("ConfirmationBar", "itself graded doubtful or unreliable"),
        },
        "SourceKind": {
            "human": pgettext_lazy("SourceKind", "human source"),
            "signals": pgettext_lazy("SourceKind", "signals"),
            "partner": pgettext_lazy("SourceKind", "partner"),
            "platform": pgettext_lazy("SourceKind", "platform"),
            "open": pgettext_lazy("SourceKind", "open source"),
            "public": pgettext_lazy("SourceKind", "public page"),
        },
        "ReportKind": {
            "page": pgettext_lazy("ReportKind", "page"),
            "news": pgettext_lazy("ReportKind", "news"),
            "tip": pgettext_lazy("ReportKind", "tip"),
            "post": pgettext_lazy("ReportKind", "post"),
            "chat": pgettext_lazy("ReportKind", "chat"),
            "partner": pgettext_lazy("ReportKind", "partner's message"),
            "statement": pgettext_lazy("ReportKind", "statement"),
            "alert": pgettext_lazy("ReportKind", "public alert"),
        },
        "PassageKind": {
            "title": pgettext_lazy("PassageKind", "headline"),
            "body": pgettext_lazy("PassageKind", "body"),
            "optional": pgettext_lazy("PassageKind", "optional passage"),
            "byline": pgettext_lazy("PassageKind", "byline"),
            "caption": pgettext_lazy("PassageKind", "caption"),
            "keywords": pgettext_lazy("PassageKind", "keywords"),
            "related": pgettext_lazy("PassageKind", "related headlines"),
            "clutter": pgettext_lazy("PassageKind", "clutter"),
        },
        "Understanding": {
            "understood": pgettext_lazy("Understanding", "understood"),
            "not_understood": pgettext_lazy("Understanding", "not understood"),
        },
        "Label": {
            "threat": pgettext_lazy("Label", "threat"),
            "attack": pgettext_lazy("Label", "attack"),
            "claim": pgettext_lazy("Label", "claim of responsibility"),
            "warning": pgettext_lazy("Label", "warning"),
            "incitement": pgettext_lazy("Label", "incitement"),
            "recruitment": pgettext_lazy("Label", "recruitment"),
        },
        "Role": {
            "actor": pgettext_lazy("Role", "actor"),
            "target": pgettext_lazy("Role", "target"),
            "place": pgettext_lazy("Role", "place"),
            "time": pgettext_lazy("Role", "time"),
            "means": pgettext_lazy("Role", "means"),
        },
        "Means": {
            "explosive": pgettext_lazy("Means", "explosive"),
            "firearm": pgettext_lazy("Means", "firearm"),
            "blade": pgettext_lazy("Means", "blade"),
            "vehicle": pgettext_lazy("Means", "vehicle"),
            "arson": pgettext_lazy("Means", "arson"),
            "chemical": pgettext_lazy("Means", "chemical"),
            "drone": pgettext_lazy("Means", "drone"),
            "rocket": pgettext_lazy("Means", "rocket"),
            "hostage": pgettext_lazy("Means", "hostage-taking"),
            "other": pgettext_lazy("Means", "other means"),
        },
        "Queue": {
            "urgent": pgettext_lazy("Queue", "urgent"),
            "review": pgettext_lazy("Queue", "review"),
            "none": pgettext_lazy("Queue", "no queue"),
        },
        "Precision": {
            "country": pgettext_lazy("Precision", "country"),
            "region": pgettext_lazy("Precision", "region"),
            "city": pgettext_lazy("Precision", "city"),
            "site": pgettext_lazy("Precision", "site"),
            "month": pgettext_lazy("Precision", "month"),
            "week": pgettext_lazy("Precision", "week"),
            "day": pgettext_lazy("Precision", "day"),
            "hour": pgettext_lazy("Precision", "hour"),
            "kind": pgettext_lazy("Precision", "kind"),
            "organisation": pgettext_lazy("Precision", "organisation"),
            "named": pgettext_lazy("Precision", "named"),
            "exact": pgettext_lazy("Precision", "exact"),
        },
        "Modality": {
            "impending": pgettext_lazy("Modality", "impending"),
            "past": pgettext_lazy("Modality", "past"),
            "foiled": pgettext_lazy("Modality", "foiled"),
            "foiled_at_large": pgettext_lazy("Modality", "foiled, some at large"),
            "hypothetical": pgettext_lazy("Modality", "hypothetical"),
            "negated": pgettext_lazy("Modality", "negated"),
            "denied": pgettext_lazy("Modality", "denied"),
            "fiction": pgettext_lazy("Modality", "fiction"),
            "drill": pgettext_lazy("Modality", "drill"),
            "metaphor": pgettext_lazy("Modality", "metaphor"),
            "policy_talk": pgettext_lazy("Modality", "talk of policy"),
            "unclear": pgettext_lazy("Modality", "unclear"),
        },
        "CaveatKind": {
            "allows": pgettext_lazy("CaveatKind", "allows"),
            "forbids": pgettext_lazy("CaveatKind", "forbids"),
        },
        "LeakKind": {
            "identifier": pgettext_lazy("LeakKind", "identifier"),
            "source_name": pgettext_lazy("LeakKind", "source's name"),
            "quote": pgettext_lazy("LeakKind", "quote"),
            "collection_word": pgettext_lazy("LeakKind", "word of collection"),
            "rare_number": pgettext_lazy("LeakKind", "rare number"),
            "too_fine": pgettext_lazy("LeakKind", "too fine"),
            "withheld_fact": pgettext_lazy("LeakKind", "withheld fact"),
            "stronger_than_source": pgettext_lazy("LeakKind", "stronger than its source"),
            "unicode_trick": pgettext_lazy("LeakKind", "Unicode trick"),
            "link": pgettext_lazy("LeakKind", "web address"),
            "mixed_likelihood_and_confidence": pgettext_lazy("LeakKind", "likelihood and confidence in one sentence"),
            "certainty_as_likelihood": pgettext_lazy("LeakKind", "certainty said as a likelihood"),
        },
        "HarmType": {
            "killing": pgettext_lazy("HarmType", "intentional killing"),
            "serious_bodily_injury": pgettext_lazy("HarmType", "serious bodily injury"),
            "kidnapping": pgettext_lazy("HarmType", "kidnapping"),
            "detention_unclear": pgettext_lazy("HarmType", "detention, lawfulness unclear"),
            "property_only": pgettext_lazy("HarmType", "property only"),
            "other": pgettext_lazy("HarmType", "other harm"),
        },
        "OfficerRole": {
            "intake_officer": pgettext_lazy("OfficerRole", "intake officer"),
            "analyst": pgettext_lazy("OfficerRole", "analyst"),
            "releasing_authority": pgettext_lazy("OfficerRole", "releasing authority"),
            "liaison": pgettext_lazy("OfficerRole", "liaison officer"),
            "inspector": pgettext_lazy("OfficerRole", "inspector"),
            "administrator": pgettext_lazy("OfficerRole", "administrator"),
        },
        "Verdict": {
            "met_in_time": pgettext_lazy("Verdict", "the duty was met in time"),
            "met_late": pgettext_lazy("Verdict", "the duty was met late"),
            "given_not_acknowledged": pgettext_lazy("Verdict", "a warning left; nobody is known to have taken it in"),
            "not_given": pgettext_lazy("Verdict", "the duty was found and no warning left"),
            "waived": pgettext_lazy("Verdict", "the duty was waived"),
            "referred": pgettext_lazy("Verdict", "it was referred"),
            "no_duty": pgettext_lazy("Verdict", "there was no duty"),
            "undecided": pgettext_lazy("Verdict", "it was never decided"),
        },
        "FigureName": {
            "to_screening": pgettext_lazy("FigureName", "until it was screened"),
            "to_case": pgettext_lazy("FigureName", "until there was a case"),
            "to_determination": pgettext_lazy("FigureName", "until the determination"),
            "to_release": pgettext_lazy("FigureName", "until the release"),
            "duty_to_release": pgettext_lazy("FigureName", "from the duty to the release"),
            "to_delivery": pgettext_lazy("FigureName", "until it lay with somebody"),
            "to_acknowledgement": pgettext_lazy("FigureName", "until a named person acknowledged it"),
            "to_action": pgettext_lazy("FigureName", "until an action was stated"),
            "lead": pgettext_lazy("FigureName", "from the acknowledgement to the act"),
        },
        "LessonCode": {
            "slow_determination": pgettext_lazy("LessonCode", "The determination was slow."),
            "release_after_clock": pgettext_lazy("LessonCode", "The release came after the clock."),
            "silence_then_escalated": pgettext_lazy("LessonCode", "There was silence, and the next way was tried."),
            "silence_not_escalated": pgettext_lazy("LessonCode", "There was silence, and nothing followed."),
            "declined_by_recipient": pgettext_lazy("LessonCode", "A recipient declined."),
            "exhausted": pgettext_lazy("LessonCode", "Every way was tried in vain."),
            "acknowledged_no_action_stated": pgettext_lazy("LessonCode", "It was acknowledged; no action was stated."),
            "act_happened_after_warning": pgettext_lazy("LessonCode", "The act happened although it was warned of."),
            "act_happened_unwarned": pgettext_lazy("LessonCode", "The act happened and nobody had been warned."),
            "window_not_renewed": pgettext_lazy(
                "LessonCode", "The stated window passed; the warning was neither renewed nor withdrawn."
            ),
            "emergency_or_refused_release": pgettext_lazy(
                "LessonCode", "A release was refused, or made in an emergency."
            ),
            "open_questions_left": pgettext_lazy("LessonCode", "Questions were left open."),
            "closed_with_unanswered_question": pgettext_lazy(
                "LessonCode", "It was closed over a question that was put to somebody and never answered."
            ),
            "without_commander": pgettext_lazy("LessonCode", "Nobody commanded it when it was opened."),
        },
        "Kind": {
            "lone actor": pgettext_lazy("Kind", "lone actor"),
            "small cell": pgettext_lazy("Kind", "small cell"),
            "extremists": pgettext_lazy("Kind", "extremists"),
            "gunmen": pgettext_lazy("Kind", "gunmen"),
            "armed group": pgettext_lazy("Kind", "armed group"),
            "criminal gang": pgettext_lazy("Kind", "criminal gang"),
            "kidnapping gang": pgettext_lazy("Kind", "kidnapping gang"),
            "far-right group": pgettext_lazy("Kind", "far-right group"),
            "far-left group": pgettext_lazy("Kind", "far-left group"),
            "relatives": pgettext_lazy("Kind", "relatives"),
            "settlers": pgettext_lazy("Kind", "settlers"),
            "mob": pgettext_lazy("Kind", "mob"),
            "incels": pgettext_lazy("Kind", "incels"),
            "government agents": pgettext_lazy("Kind", "government agents"),
            "LGBT people": pgettext_lazy("Kind", "LGBT people"),
            "aid convoys": pgettext_lazy("Kind", "aid convoys"),
            "aid workers": pgettext_lazy("Kind", "aid workers"),
            "asylum seekers' hostel residents": pgettext_lazy("Kind", "asylum seekers' hostel residents"),
            "businessman": pgettext_lazy("Kind", "businessman"),
            "christmas market visitors": pgettext_lazy("Kind", "christmas market visitors"),
            "church congregation": pgettext_lazy("Kind", "church congregation"),
            "cinema audience": pgettext_lazy("Kind", "cinema audience"),
            "civilians": pgettext_lazy("Kind", "civilians"),
            "concert audience": pgettext_lazy("Kind", "concert audience"),
            "displacement camp residents": pgettext_lazy("Kind", "displacement camp residents"),
            "dormitory residents": pgettext_lazy("Kind", "dormitory residents"),
            "embassy staff": pgettext_lazy("Kind", "embassy staff"),
            "employer": pgettext_lazy("Kind", "employer"),
            "facility staff": pgettext_lazy("Kind", "facility staff"),
            "family member": pgettext_lazy("Kind", "family member"),
            "foreign workers": pgettext_lazy("Kind", "foreign workers"),
            "former partner": pgettext_lazy("Kind", "former partner"),
            "government buildings": pgettext_lazy("Kind", "government buildings"),
            "hospital staff": pgettext_lazy("Kind", "hospital staff"),
            "hospital staff and patients": pgettext_lazy("Kind", "hospital staff and patients"),
            "hotel guests": pgettext_lazy("Kind", "hotel guests"),
            "journalist": pgettext_lazy("Kind", "journalist"),
            "judge": pgettext_lazy("Kind", "judge"),
            "large gathering": pgettext_lazy("Kind", "large gathering"),
            "lawyer": pgettext_lazy("Kind", "lawyer"),
            "mosque worshippers": pgettext_lazy("Kind", "mosque worshippers"),
            "newspaper staff": pgettext_lazy("Kind", "newspaper staff"),
            "passengers": pgettext_lazy("Kind", "passengers"),
            "police officers": pgettext_lazy("Kind", "police officers"),
            "politician": pgettext_lazy("Kind", "politician"),
            "polling stations": pgettext_lazy("Kind", "polling stations"),
            "prison detainees": pgettext_lazy("Kind", "prison detainees"),
            "school pupils": pgettext_lazy("Kind", "school pupils"),
            "shoppers": pgettext_lazy("Kind", "shoppers"),
            "shrine visitors": pgettext_lazy("Kind", "shrine visitors"),
            "synagogue worshippers": pgettext_lazy("Kind", "synagogue worshippers"),
            "temple worshippers": pgettext_lazy("Kind", "temple worshippers"),
            "village chief": pgettext_lazy("Kind", "village chief"),
            "villagers": pgettext_lazy("Kind", "villagers"),
            "wedding guests": pgettext_lazy("Kind", "wedding guests"),
            "memorial crowd": pgettext_lazy("Kind", "memorial crowd"),
            "a party that the reports name": pgettext_lazy("Kind", "a party that the reports name"),
            "people beside the one who is meant": pgettext_lazy("Kind", "people beside the one who is meant"),
        },
    }
)

#: The names of languages, by primary subtag, and of the varieties that reports come in.
LANGUAGES: Final["Mapping[str, _StrPromise]"] = MappingProxyType(
    {
        "am": pgettext_lazy("Language", "Amharic"),
        "ar": pgettext_lazy("Language", "Arabic"),
        "az": pgettext_lazy("Language", "Azerbaijani"),
        "bg": pgettext_lazy("Language", "Bulgarian"),
        "bn": pgettext_lazy("Language", "Bengali"),
        "ckb": pgettext_lazy("Language", "Sorani Kurdish"),
        "de": pgettext_lazy("Language", "German"),
        "en": pgettext_lazy("Language", "English"),
        "es": pgettext_lazy("Language", "Spanish"),
        "fa": pgettext_lazy("Language", "Persian"),
        "fr": pgettext_lazy("Language", "French"),
        "ha": pgettext_lazy("Language", "Hausa"),
        "he": pgettext_lazy("Language", "Hebrew"),
        "hi": pgettext_lazy("Language", "Hindi"),
        "id": pgettext_lazy("Language", "Indonesian"),
        "it": pgettext_lazy("Language", "Italian"),
        "kk": pgettext_lazy("Language", "Kazakh"),
        "ku": pgettext_lazy("Language", "Kurdish"),
        "ms": pgettext_lazy("Language", "Malay"),
        "nl": pgettext_lazy("Language", "Dutch"),
        "pl": pgettext_lazy("Language", "Polish"),
        "ps": pgettext_lazy("Language", "Pashto"),
        "pt": pgettext_lazy("Language", "Portuguese"),
        "ro": pgettext_lazy("Language", "Romanian"),
        "ru": pgettext_lazy("Language", "Russian"),
        "sd": pgettext_lazy("Language", "Sindhi"),
        "so": pgettext_lazy("Language", "Somali"),
        "sr": pgettext_lazy("Language", "Serbian"),
        "sv": pgettext_lazy("Language", "Swedish"),
        "sw": pgettext_lazy("Language", "Swahili"),
        "ta": pgettext_lazy("Language", "Tamil"),
        "tg": pgettext_lazy("Language", "Tajik"),
        "tl": pgettext_lazy("Language", "Tagalog"),
        "tr": pgettext_lazy("Language", "Turkish"),
        "ug": pgettext_lazy("Language", "Uyghur"),
        "uk": pgettext_lazy("Language", "Ukrainian"),
        "und": pgettext_lazy("Language", "unknown"),
        "ur": pgettext_lazy("Language", "Urdu"),
        "uz": pgettext_lazy("Language", "Uzbek"),
        "zh": pgettext_lazy("Language", "Chinese"),
    }
)
VARIETIES: Final["Mapping[str, _StrPromise]"] = MappingProxyType(
    {
        "acm": pgettext_lazy("Variety", "Iraqi"),
        "apc": pgettext_lazy("Variety", "Levantine"),
        "arz": pgettext_lazy("Variety", "Egyptian"),
        "ary": pgettext_lazy("Variety", "Moroccan"),
        "arq": pgettext_lazy("Variety", "Algerian"),
        "ars": pgettext_lazy("Variety", "Najdi"),
        "afb": pgettext_lazy("Variety", "Gulf"),
        "ayn": pgettext_lazy("Variety", "Yemeni"),
        "apd": pgettext_lazy("Variety", "Sudanese"),
        "ayl": pgettext_lazy("Variety", "Libyan"),
        "aeb": pgettext_lazy("Variety", "Tunisian"),
        "Latn": pgettext_lazy("Variety", "in Latin letters"),
    }
)

#: One sentence for each code that a room gives as a reason, as what evidence shows, or as what is missing.
SENTENCES: Final["Mapping[str, _StrPromise]"] = MappingProxyType(
    {
        "nothing_raises_a_threat": pgettext_lazy("sentence", "nothing that is held raises a threat"),
        "graded_credible": pgettext_lazy("sentence", "a source of known reliability says it"),
        "independent_sources_agree": pgettext_lazy("sentence", "independent sources agree"),
        "judged_unreliable_or_improbable": pgettext_lazy(
            "sentence", "the source or the information is graded unreliable"
        ),
        "cannot_be_judged": pgettext_lazy("sentence", "its truth cannot be judged yet"),
        "harm_stated": pgettext_lazy("sentence", "the harm that is meant is stated"),
        "harm_unclear": pgettext_lazy("sentence", "it is unclear what harm is meant"),
        "victim_named": pgettext_lazy("sentence", "the victim is named"),
        "known_party_named": pgettext_lazy("sentence", "a known party is named"),
        "only_known_party_can_be_meant": pgettext_lazy("sentence", "only one known person can be meant"),
        "site_named": pgettext_lazy("sentence", "the site is named"),
        "kind_of_target_at_place": pgettext_lazy("sentence", "the kind of target and the place are named"),
        "place_and_time": pgettext_lazy("sentence", "place and time are named"),
        "harm_not_said": pgettext_lazy("sentence", "what harm is meant is not said"),
        "whom_or_where_not_said": pgettext_lazy(
            "sentence", "neither whom nor where is said finely enough to tell anybody"
        ),
        "purpose_unknown": pgettext_lazy("sentence", "the purpose is not known"),
        "purpose_not_known": pgettext_lazy("sentence", "it is not known what the plan is for"),
        "target_unknown": pgettext_lazy("sentence", "the source itself says that the target is not known"),
        "place_unknown": pgettext_lazy("sentence", "the source itself says that the place is not known"),
        "time_unknown": pgettext_lazy("sentence", "the source itself says that the time is not known"),
        "threat_is_over": pgettext_lazy("sentence", "the threat is over"),
        "window_lapsed_plot_may_live": pgettext_lazy(
            "sentence", "the stated window has passed, and the plan may go on"
        ),
        "time_stated": pgettext_lazy("sentence", "the time is stated"),
        "meant_and_undated": pgettext_lazy("sentence", "it is meant, and no day is stated"),
        "harm_is_killing": pgettext_lazy("sentence", "the harm is intentional killing"),
        "harm_is_serious_bodily_injury": pgettext_lazy("sentence", "the harm is serious bodily injury"),
        "harm_is_kidnapping": pgettext_lazy("sentence", "the harm is kidnapping"),
        "harm_is_detention_unclear": pgettext_lazy("sentence", "it is a detention whose lawfulness is unclear"),
        "harm_is_property_only": pgettext_lazy("sentence", "the harm is to property only"),
        "harm_is_other": pgettext_lazy("sentence", "the harm is of another kind"),
        "report_that_raises_a_threat": pgettext_lazy("sentence", "a report that raises a threat"),
        "independent_confirmation": pgettext_lazy("sentence", "an independent confirmation"),
        "source_of_known_reliability": pgettext_lazy("sentence", "a source of known reliability"),
        "harm": pgettext_lazy("sentence", "what harm is meant"),
        "bodily_harm": pgettext_lazy("sentence", "whether the body is to be harmed"),
        "whom_or_where": pgettext_lazy("sentence", "whom, or where"),
        "target": pgettext_lazy("sentence", "the target"),
        "place": pgettext_lazy("sentence", "the place"),
        "time": pgettext_lazy("sentence", "the time"),
        "actor": pgettext_lazy("sentence", "who means it"),
        "means": pgettext_lazy("sentence", "the means"),
        "told_to_stay_away": pgettext_lazy("sentence", "somebody is told to stay away"),
        "plan_stated": pgettext_lazy("sentence", "the plan is stated"),
        "claim_channel": pgettext_lazy("sentence", "through which channel the claim came"),
        "own_words": pgettext_lazy("sentence", "its own people's words"),
        "identified": pgettext_lazy("sentence", "who is identified"),
        "terrorist_content": pgettext_lazy("sentence", "it is terrorist content"),
        "says_actor": pgettext_lazy("sentence", "names the actor"),
        "says_target": pgettext_lazy("sentence", "names the target"),
        "says_place": pgettext_lazy("sentence", "names the place"),
        "says_time": pgettext_lazy("sentence", "names the time"),
        "says_means": pgettext_lazy("sentence", "names the means"),
        "heard_threat": pgettext_lazy("sentence", "was heard as a threat"),
        "heard_attack": pgettext_lazy("sentence", "was heard as an attack"),
        "heard_claim": pgettext_lazy("sentence", "was heard as a claim of responsibility"),
        "heard_warning": pgettext_lazy("sentence", "was heard as a warning"),
        "heard_incitement": pgettext_lazy("sentence", "was heard as incitement"),
        "heard_recruitment": pgettext_lazy("sentence", "was heard as recruitment"),
        "accused_without_proof": pgettext_lazy("sentence", "others are accused, without proof"),
        "another_actor_lets_it_take_the_credit": pgettext_lazy("sentence", "another actor lets it take the credit"),
        "claim_names_another_day": pgettext_lazy("sentence", "the claim names another day"),
        "claimed_late": pgettext_lazy("sentence", "the claim came late"),
        "claimed": pgettext_lazy("sentence", "it was claimed in its name"),
        "claimed_through_unusual_channel": pgettext_lazy("sentence", "the claim came through an unaccustomed channel"),
        "claimed_through_usual_channel": pgettext_lazy("sentence", "the claim came through its accustomed channel"),
        "credit_left_to_other": pgettext_lazy("sentence", "the credit is left to another"),
        "experts_name_it": pgettext_lazy("sentence", "experts name it"),
        "fits_what_was_warned_of": pgettext_lazy("sentence", "it fits what was warned of before"),
        "meant_it_before": pgettext_lazy("sentence", "it was known to mean it before"),
        "inspired_only": pgettext_lazy("sentence", "the doer was inspired, not sent"),
        "no_order_or_means_from_it": pgettext_lazy("sentence", "no order and no means came from it"),
        "own_people_speak_of_it_as_theirs": pgettext_lazy("sentence", "its own people speak of it as theirs"),
        "perpetrators_identified": pgettext_lazy("sentence", "the doers were identified"),
        "several_sources_said_so_before": pgettext_lazy("sentence", "several sources had said so before"),
        "said_to_mean_it_before": pgettext_lazy(
            "sentence", "sources that nobody could judge had said that it meant it"
        ),
        "motive_stated": pgettext_lazy("sentence", "a motive was stated before"),
        "means_fit_what_was_warned_of": pgettext_lazy("sentence", "the means are those that were warned of"),
        "means_differ_from_what_was_warned_of": pgettext_lazy("sentence", "the means are others than were warned of"),
        "target_fits_what_was_warned_of": pgettext_lazy("sentence", "the kind of target is the one that was warned of"),
        "matches_its_earlier_attacks": pgettext_lazy("sentence", "it resembles its earlier attacks"),
        "unlike_its_earlier_attacks": pgettext_lazy("sentence", "it is unlike its earlier attacks"),
        "claim_names_another_place": pgettext_lazy("sentence", "the claim names another place"),
        "claim_names_other_means": pgettext_lazy("sentence", "the claim names other means"),
        "claim_names_another_target": pgettext_lazy("sentence", "the claim names another kind of target"),
        "claim_names_too_many_dead": pgettext_lazy("sentence", "the claim names far more dead than there were"),
        "claim_contradicted_by_findings": pgettext_lazy("sentence", "whoever looked into the claim found it wrong"),
        "claim_lacks_its_mark": pgettext_lazy("sentence", "the claim lacks the mark that its own bear"),
        "claim_repeats_the_press": pgettext_lazy("sentence", "the claim says only what the press had"),
        "claim_under_an_unheard_name": pgettext_lazy("sentence", "nobody had heard the name before"),
        "claim_asks_for_gain": pgettext_lazy("sentence", "the claim asks for money"),
        "claim_knows_what_was_not_public": pgettext_lazy("sentence", "the claim knows what was not public"),
        "claim_details_fit": pgettext_lazy("sentence", "the details of the claim fit"),
        "claimed_soon": pgettext_lazy("sentence", "the claim came soon"),
        "another_claim_fits": pgettext_lazy("sentence", "another's claim fits"),
        "somebody_else_was_known_to_mean_it": pgettext_lazy("sentence", "somebody else was known to mean it"),
        "own_people_deny_it_among_themselves": pgettext_lazy(
            "sentence", "its own people, among themselves, do not know who it was"
        ),
        "another_actor_speaks_of_it_as_theirs": pgettext_lazy(
            "sentence", "another actor’s people speak of it as theirs"
        ),
        "held_for_it": pgettext_lazy("sentence", "is held for it"),
        "traces_found": pgettext_lazy("sentence", "traces of the deed were found"),
        "seen_doing_it": pgettext_lazy("sentence", "was seen doing it"),
        "has_confessed": pgettext_lazy("sentence", "has admitted it"),
        "cleared_of_it": pgettext_lazy("sentence", "was cleared of it"),
        "denies_it": pgettext_lazy("sentence", "denies it"),
        "disowns_the_claim": pgettext_lazy("sentence", "disowns the claim made in its name"),
        "was_held_when_it_happened": pgettext_lazy("sentence", "was in custody when it happened"),
        "motive": pgettext_lazy("sentence", "states a motive"),
        "claim_detail": pgettext_lazy("sentence", "a detail of the claim"),
        "known_to_the_doer_only": pgettext_lazy("sentence", "what was not public"),
        "denial": pgettext_lazy("sentence", "denies it"),
        "finding": pgettext_lazy("sentence", "what was found out of who it was"),
        "silent_where_it_usually_speaks": pgettext_lazy("sentence", "it is silent where it usually speaks"),
        "at_large": pgettext_lazy("sentence", "some of those who mean it are at large"),
        "who_is_still_at_large": pgettext_lazy("sentence", "who is still at large"),
        "originator_not_consulted": pgettext_lazy("sentence", "the originator was not consulted yet"),
        "report_in_unknown_language": pgettext_lazy("sentence", "a report is in a language that is not known here"),
        "bystanders_exposed": pgettext_lazy("sentence", "people nearby are exposed too"),
        "no_bystanders": pgettext_lazy("sentence", "nobody nearby is exposed"),
        "safe_way_remains": pgettext_lazy("sentence", "a safe way of telling remains"),
        "would_pass_it_on": pgettext_lazy("sentence", "it would pass the warning on to those who threaten"),
        "credible_yes": pgettext_lazy("sentence", "credible"),
        "credible_no": pgettext_lazy("sentence", "not credible"),
        "credible_unknown": pgettext_lazy("sentence", "whether it is credible cannot be told yet"),
        "specific_yes": pgettext_lazy("sentence", "specific"),
        "specific_no": pgettext_lazy("sentence", "not specific"),
        "specific_unknown": pgettext_lazy("sentence", "whether it is specific cannot be told yet"),
        "impending_yes": pgettext_lazy("sentence", "impending"),
        "impending_no": pgettext_lazy("sentence", "not impending"),
        "impending_unknown": pgettext_lazy("sentence", "whether it is impending cannot be told yet"),
        "threshold_met": pgettext_lazy("sentence", "the threshold is met: credible, specific and impending"),
        "threshold_not_met_yet": pgettext_lazy("sentence", "the threshold is not met yet"),
        "doubt_favours_informing": pgettext_lazy("sentence", "doubt resolves toward warning"),
        "no_such_doubt": pgettext_lazy("sentence", "there is no doubt of that kind"),
        "a_senior_officer_weighs_the_doubt": pgettext_lazy("sentence", "a senior officer weighs the doubt"),
        "nothing_established": pgettext_lazy("sentence", "no fact establishes this ground"),
        "established_and_still_so": pgettext_lazy("sentence", "established, and still so"),
        "established_not_to_be_so": pgettext_lazy("sentence", "established not to be so"),
        "qualified_not_established": pgettext_lazy(
            "sentence", "only a qualification was recorded, which establishes nothing"
        ),
        "a_safe_way_remains": pgettext_lazy("sentence", "a safe way of telling remains"),
        "reopened_by_new_information": pgettext_lazy("sentence", "newer information reopens the question"),
        "never_covers_bystanders": pgettext_lazy("sentence", "it never covers the people nearby"),
        "no_report_comes_from_a_partner": pgettext_lazy("sentence", "no report of the case came from a partner"),
        "established_of_another_only": pgettext_lazy(
            "sentence", "established of another party only, and so no ground for this one"
        ),
        "those_who_protect_this_victim_alone_know": pgettext_lazy(
            "sentence", "those who protect this victim, and nobody else, already know"
        ),
        "somebody_else_meant": pgettext_lazy("sentence", "somebody is named whom no party of the case stands for"),
        "no_channel_is_known": pgettext_lazy("sentence", "no channel is known by which to reach"),
        "somebody_is_not_covered": pgettext_lazy("sentence", "somebody at risk is covered by no ground"),
        "every_victim_is_covered": pgettext_lazy("sentence", "every victim is covered by a ground"),
        "a_named_senior_officer_who_is_not_the_analyst_affirms_it": pgettext_lazy(
            "sentence", "a named senior officer, who is not the analyst, affirms it"
        ),
        "originator_controlled_not_consulted": pgettext_lazy(
            "sentence", "the originator keeps control and was not consulted"
        ),
        "no_originator_control": pgettext_lazy("sentence", "no originator keeps control"),
        "originator_refuses": pgettext_lazy("sentence", "the originator refuses"),
        "originator_refuses_release": pgettext_lazy(
            "sentence", "the originator refuses the release: a dispute to be settled"
        ),
        "originator_consulted": pgettext_lazy("sentence", "the originator was consulted"),
        "who_asks_the_originator": pgettext_lazy("sentence", "who asks the originator"),
        "wording_agreed": pgettext_lazy("sentence", "whether the wording is agreed"),
        "a_protected_source_speaks": pgettext_lazy(
            "sentence", "a protected source speaks: the way must hide where it comes from"
        ),
        "no_protected_source": pgettext_lazy("sentence", "no protected source speaks"),
        "harm_of_warning_weighed": pgettext_lazy(
            "sentence", "to weigh what telling could do to victim, source, suspect and public"
        ),
        "intended_victim": pgettext_lazy("sentence", "the intended victim"),
        "protects_the_victim": pgettext_lazy("sentence", "protects the victim"),
        "answers_for_the_place": pgettext_lazy("sentence", "answers for the place"),
        "responsible_authority": pgettext_lazy("sentence", "the authority responsible there"),
        "nobody_to_tell": pgettext_lazy("sentence", "nobody who could be told is known"),
        "nobody_to_tell_is_known": pgettext_lazy("sentence", "whom to tell"),
        "a_public_is_exposed": pgettext_lazy("sentence", "a public is exposed"),
        "specific_target_only": pgettext_lazy("sentence", "the threat is to a specific target only"),
        "whether_and_how_the_public_is_told": pgettext_lazy("sentence", "whether and how the public is told"),
        "detention_unclear": pgettext_lazy("sentence", "a detention whose lawfulness is unclear: it goes to a person"),
        "whether_a_detention_here_means_harm_to_the_body": pgettext_lazy(
            "sentence", "whether a detention here means harm to the body"
        ),
        "property_only": pgettext_lazy("sentence", "the harm is to property only"),
        "harm_not_stated": pgettext_lazy("sentence", "what harm is meant is not stated"),
        "attack_happened": pgettext_lazy("sentence", "the attack has happened"),
        "a_new_report_of_a_threat": pgettext_lazy("sentence", "a new report of a threat"),
        "a_report_of_a_threat": pgettext_lazy("sentence", "a report that raises a threat"),
        "force_or_harm_to_the_body": pgettext_lazy("sentence", "word of force or of harm to the body"),
        "harm_to_a_person": pgettext_lazy("sentence", "word of harm to a person"),
        "referred_to_a_person": pgettext_lazy("sentence", "it is referred to a person first"),
        "waived_for_every_victim": pgettext_lazy("sentence", "the duty is waived for every victim"),
        "waived": pgettext_lazy("sentence", "the duty is waived for this victim"),
        "new_information": pgettext_lazy("sentence", "new information"),
        "ground_established_not_to_be_so": pgettext_lazy("sentence", "the ground established not to be so"),
        "expiry_of_the_waiver": pgettext_lazy("sentence", "the waiver's expiry"),
        "a_ground_of_waiver_for_every_victim": pgettext_lazy("sentence", "a ground of waiver for every victim"),
        "the_threat_is_over": pgettext_lazy("sentence", "that the threat is over"),
        "no_part_in_it": pgettext_lazy("sentence", "has no part in it"),
        "suspect": pgettext_lazy("sentence", "the threat comes from this party"),
        "telling_it_exposes_the_source": pgettext_lazy("sentence", "telling it would expose the source"),
        "public_needs_courtesy_notice": pgettext_lazy("sentence", "the host state is told first, as a courtesy"),
        "state_concerned": pgettext_lazy("sentence", "the state concerned"),
        "state_not_identified": pgettext_lazy("sentence", "the state is not identified"),
        "no_authority_known_in_state": pgettext_lazy("sentence", "no authority is known in that state"),
        "instrument_not_yet_in_force": pgettext_lazy("sentence", "the instrument is not in force yet"),
        "instrument_no_longer_in_force": pgettext_lazy("sentence", "the instrument is no longer in force"),
        "in_force": pgettext_lazy("sentence", "in force"),
        "not_yet_in_force": pgettext_lazy("sentence", "not in force yet"),
        "no_longer_in_force": pgettext_lazy("sentence", "no longer in force"),
        "another_instrument_or_own_policy": pgettext_lazy("sentence", "another instrument, or the holder's own policy"),
        "to_know_more": pgettext_lazy("sentence", "to know more"),
        "least_exposing": pgettext_lazy("sentence", "least exposing: says least, risks no source"),
        "balanced": pgettext_lazy("sentence", "balanced"),
        "most_specific": pgettext_lazy("sentence", "most specific that caveats allow"),
        "neither_target_nor_place": pgettext_lazy("sentence", "neither target nor place can be said"),
        "caveat_allows": pgettext_lazy("sentence", "the report's own caveat allows it so finely"),
        "caveat_bars_report": pgettext_lazy("sentence", "the report's caveat bars all of it"),
        "caveat_forbids": pgettext_lazy("sentence", "a caveat forbids it"),
        "caveat_forbids_finer": pgettext_lazy("sentence", "a caveat forbids anything finer"),
        "caveat_in_report": pgettext_lazy("sentence", "it is the caveat itself"),
        "caveat_lists_other_elements_only": pgettext_lazy("sentence", "the caveat allows other elements only"),
        "only_protected_sources": pgettext_lazy("sentence", "only protected sources know it so finely"),
        "open_source_says_it": pgettext_lazy("sentence", "an open source says it"),
        "several_sources_name_it": pgettext_lazy("sentence", "several sources name it"),
        "source_not_protected": pgettext_lazy("sentence", "its source is not protected"),
        "coarser_is_said": pgettext_lazy("sentence", "it is said more coarsely"),
        "source_identifier": pgettext_lazy("sentence", "it would lead to the source"),
        "only_one_protected_source": pgettext_lazy("sentence", "one protected source alone has it"),
        "harm_of_warning": pgettext_lazy("sentence", "what telling could do to victim, source, suspect and public"),
        "courtesy_notice": pgettext_lazy("sentence", "a courtesy notice to the host state, before anything public"),
        "no_double_standard": pgettext_lazy("sentence", "all who face the same threat are told"),
        "no_text": pgettext_lazy("sentence", "no text could be found in it"),
        "too_large": pgettext_lazy("sentence", "it is larger than intake reads"),
        "too_deep": pgettext_lazy("sentence", "it is nested deeper than intake reads"),
        "too_many_elements": pgettext_lazy("sentence", "it has more elements than intake reads"),
        "unknown_language": pgettext_lazy("sentence", "its language is not known here"),
        "is_binary": pgettext_lazy("sentence", "it is no text but binary data"),
        "binary": pgettext_lazy("sentence", "it is no text but binary data"),
        "empty": pgettext_lazy("sentence", "it is empty"),
        "cut_short": pgettext_lazy("sentence", "it breaks off before its end; what came before was read"),
        "damaged": pgettext_lazy("sentence", "this stretch of it is damaged; what stands around it was read"),
        "expands_too_much": pgettext_lazy("sentence", "it unpacks to far more than it holds"),
        "unpacks_too_large": pgettext_lazy("sentence", "unpacked it is larger than intake takes"),
        "too_many_pieces": pgettext_lazy("sentence", "it holds more reports than are taken in at once"),
        "nested_too_deep": pgettext_lazy("sentence", "it is packed deeper than is opened here"),
        "encrypted": pgettext_lazy("sentence", "it is encrypted, and nobody gave the key"),
        "unknown_compression": pgettext_lazy("sentence", "it is compressed in a way that is not opened here"),
        "nothing_inside": pgettext_lazy("sentence", "nothing could be found inside it"),
        "xml_entities": pgettext_lazy(
            "sentence",
            "it declares entities of its own, which are never resolved; its entries were read without them",
        ),
        "no_json": pgettext_lazy("sentence", "the line is no JSON object"),
        "line_without_text": pgettext_lazy("sentence", "the line has no text"),
        "bad_line": pgettext_lazy("sentence", "what the line says of its text could not be understood"),
        "container.received": pgettext_lazy("sentence", "container received"),
        "undecodable": pgettext_lazy("sentence", "its letters could not be decoded"),
        "pdf_encrypted": pgettext_lazy("sentence", "it opens with a password only"),
        "pdf_no_text_layer": pgettext_lazy("sentence", "it is a scan: there are pictures in it, and no letters"),
        "pdf_no_letters": pgettext_lazy("sentence", "its fonts do not tell which letters they show"),
        "pdf_damaged": pgettext_lazy("sentence", "it is cut off or damaged"),
        "pdf_too_many_pages": pgettext_lazy("sentence", "it has more pages than intake reads"),
        "pdf_too_long": pgettext_lazy("sentence", "it has more letters than intake reads"),
        "pdf_too_costly": pgettext_lazy("sentence", "reading it takes more time or memory than intake gives"),
        "cap_refused": pgettext_lazy("sentence", "it is a CAP message that breaks its standard"),
        "stix_refused": pgettext_lazy("sentence", "it is a STIX bundle that breaks its standard"),
        "misp_refused": pgettext_lazy("sentence", "it is a MISP event that breaks its format"),
        "not_understood": pgettext_lazy("sentence", "it was not understood: a person has to look"),
        "call_for_violence": pgettext_lazy("sentence", "calls for violence"),
        "call_to_harm": pgettext_lazy("sentence", "calls on others to harm"),
        "claim_of_responsibility": pgettext_lazy("sentence", "claims responsibility"),
        "danger_of_harm": pgettext_lazy("sentence", "speaks of a danger of harm"),
        "draws_people_in": pgettext_lazy("sentence", "draws people in"),
        "harm_done": pgettext_lazy("sentence", "tells of harm done"),
        "harm_done_with_victims": pgettext_lazy("sentence", "tells of harm done, with victims"),
        "harm_soon": pgettext_lazy("sentence", "harm is to come soon"),
        "harm_to_come": pgettext_lazy("sentence", "harm is to come"),
        "implicit_threat": pgettext_lazy("sentence", "an implicit threat"),
        "means_and_target_soon": pgettext_lazy("sentence", "means and target, soon"),
        "plan_of_harm": pgettext_lazy("sentence", "a plan of harm"),
        "threat_of_harm": pgettext_lazy("sentence", "a threat of harm"),
        "threatening": pgettext_lazy("sentence", "threatening words"),
        "farewell": pgettext_lazy("sentence", "a farewell"),
        "preparation": pgettext_lazy("sentence", "a preparation"),
        "ultimatum": pgettext_lazy("sentence", "an ultimatum"),
        "warned": pgettext_lazy("sentence", "somebody warned or was warned"),
        "advised": pgettext_lazy("sentence", "somebody advises caution"),
        "actor_kind": pgettext_lazy("sentence", "a kind of actor is named"),
        "date_grammar": pgettext_lazy("sentence", "a date or time expression"),
        "means_word": pgettext_lazy("sentence", "a word for means"),
        "named_group": pgettext_lazy("sentence", "a group that is known by name"),
        "target_kind": pgettext_lazy("sentence", "a kind of target"),
        "gazetteer": pgettext_lazy("sentence", "a place of the gazetteer"),
        "caveat_allow": pgettext_lazy("sentence", "what may be said"),
        "caveat_forbid": pgettext_lazy("sentence", "what may not be said"),
        "caveat_few": pgettext_lazy("sentence", "few know it"),
        "caveat_many": pgettext_lazy("sentence", "many know it"),
        "decided_by_person": pgettext_lazy("sentence", "a person decided it"),
        "no_threat_raised": pgettext_lazy("sentence", "it raises no threat"),
        "hand_over_liaison": pgettext_lazy(
            "sentence", "hand the note over through the intermediary, and record the receipt"
        ),
        "hand_over_in_person": pgettext_lazy("sentence", "hand the warning over in person, and record the receipt"),
        "hand_over_phone": pgettext_lazy("sentence", "call, and record the answer"),
        "delivery_exhausted": pgettext_lazy("sentence", "every way was tried: decide what else can be done"),
        "delivery_declined": pgettext_lazy("sentence", "the recipient declined: decide whom to tell instead"),
        "recipient_asked": pgettext_lazy("sentence", "the recipient asks back: answer"),
        "recipient_disputed": pgettext_lazy("sentence", "the recipient disputes the warning: look at it again"),
        "report.received": pgettext_lazy("sentence", "report received"),
        "report.fetched": pgettext_lazy("sentence", "report fetched from the web"),
        "report.graded": pgettext_lazy("sentence", "information graded"),
        "report.read_again": pgettext_lazy("sentence", "report read again from its bytes"),
        "report.screened": pgettext_lazy("sentence", "report screened"),
        "report.linked": pgettext_lazy("sentence", "report linked"),
        "report.put_before_person": pgettext_lazy("sentence", "report put before a person"),
        "case.determination.recommended": pgettext_lazy("sentence", "determination recommended"),
        "case.reply.recorded": pgettext_lazy("sentence", "reply recorded"),
        "case.question.withdrawn": pgettext_lazy("sentence", "question withdrawn"),
        "case.party.named": pgettext_lazy("sentence", "party named in the case"),
        "case.shared": pgettext_lazy("sentence", "case disclosed in a bundle"),
        "case.waiver.proposed": pgettext_lazy("sentence", "waiver proposed"),
        "delivery.attempted": pgettext_lazy("sentence", "delivery attempted"),
        "delivery.marked_late": pgettext_lazy("sentence", "delivery marked late"),
        "intake_key.made": pgettext_lazy("sentence", "intake key made"),
        "intake_key.revoked": pgettext_lazy("sentence", "intake key revoked"),
        "officer.account.closed": pgettext_lazy("sentence", "account closed"),
        "officer.account.made": pgettext_lazy("sentence", "account made"),
        "officer.password.set": pgettext_lazy("sentence", "password set"),
        "officer.roles.changed": pgettext_lazy("sentence", "roles changed"),
        "organisation.founded": pgettext_lazy("sentence", "organisation founded"),
        "release.voided": pgettext_lazy("sentence", "release voided"),
        "subject.erased": pgettext_lazy("sentence", "what was personal erased"),
        "source.added": pgettext_lazy("sentence", "source added"),
        "source.changed": pgettext_lazy("sentence", "source changed"),
        "party.added": pgettext_lazy("sentence", "party added"),
        "party.changed": pgettext_lazy("sentence", "party changed"),
        "link.decided": pgettext_lazy("sentence", "link decided by a person"),
        "held_days_apart": pgettext_lazy("sentence", "days between the two being held"),
        "held_long_apart": pgettext_lazy("sentence", "held long apart, in days"),
        "near_place": pgettext_lazy("sentence", "places near each other"),
        "no_country_shared": pgettext_lazy("sentence", "no country in common"),
        "only_open_case": pgettext_lazy("sentence", "the only open case that it fits"),
        "other_actor": pgettext_lazy("sentence", "another actor"),
        "other_country": pgettext_lazy("sentence", "another country"),
        "other_place": pgettext_lazy("sentence", "another place"),
        "other_time": pgettext_lazy("sentence", "another time"),
        "same_actor": pgettext_lazy("sentence", "the same actor"),
        "same_victim_known": pgettext_lazy("sentence", "both name somebody whom the desk knows to be threatened"),
        "same_suspect_known": pgettext_lazy("sentence", "both name somebody whom the desk knows to be a suspect"),
        "same_account_known": pgettext_lazy("sentence", "both name an account that the desk knows to be a suspect's"),
        "same_bytes": pgettext_lazy("sentence", "the same bytes"),
        "same_country": pgettext_lazy("sentence", "the same country"),
        "same_handle": pgettext_lazy("sentence", "the same handle"),
        "same_initials": pgettext_lazy("sentence", "the same initials"),
        "same_means": pgettext_lazy("sentence", "the same means"),
        "same_meaning": pgettext_lazy("sentence", "much the same is said, as a nearness of meaning"),
        "same_names": pgettext_lazy("sentence", "names that sound the same"),
        "same_notions": pgettext_lazy("sentence", "the same notions"),
        "same_origin": pgettext_lazy("sentence", "the same origin"),
        "same_person": pgettext_lazy("sentence", "the same person"),
        "same_place": pgettext_lazy("sentence", "the same place"),
        "same_source": pgettext_lazy("sentence", "the same source"),
        "same_target": pgettext_lazy("sentence", "the same target"),
        "same_text": pgettext_lazy("sentence", "the same text, as a share"),
        "same_time": pgettext_lazy("sentence", "the same time"),
        "same_words": pgettext_lazy("sentence", "words in common"),
        "translated_text": pgettext_lazy("sentence", "the same text in another language, as a nearness of meaning"),
        "told_after_the_threat": pgettext_lazy("sentence", "told after the threat was known"),
        "tells_of_no_case_of_ours": pgettext_lazy("sentence", "it tells of no case of ours"),
        "open_source_raises_no_threat_alone": pgettext_lazy("sentence", "an open source alone opens no case"),
        "delivery.question.asked": pgettext_lazy("sentence", "the recipient asked"),
        "case.reply.disputed": pgettext_lazy("sentence", "the recipient disputed"),
        "another_state_is_found_concerned": pgettext_lazy("sentence", "that another state is found concerned"),
        "content_and_moment_at_hand": pgettext_lazy("sentence", "the content and its moment are at hand"),
        "content_to_be_attached": pgettext_lazy("sentence", "the content is still to be attached"),
        "no_authority_is_known": pgettext_lazy("sentence", "no authority is known"),
        "no_authority_of_a_state_concerned": pgettext_lazy("sentence", "no authority of a state concerned is known"),
        "no_offence_said_yet": pgettext_lazy("sentence", "no offence is said yet"),
        "not_credible": pgettext_lazy("sentence", "it is not credible"),
        "reasonable_certainty": pgettext_lazy("sentence", "the state concerned is known with reasonable certainty"),
        "suspicion_of_an_offence_against_life": pgettext_lazy("sentence", "a suspicion of an offence against life"),
        "what_a_suspicion_is": pgettext_lazy("sentence", "whether this amounts to a suspicion"),
        "what_identifies_the_user_is_attached_by_hand": pgettext_lazy(
            "sentence", "what identifies the user is attached by hand"
        ),
        "an_informant_is_to_be_shielded": pgettext_lazy("sentence", "an informant is to be shielded"),
        "doubt_favours_telling": pgettext_lazy("sentence", "doubt resolves toward telling"),
        "duty_of_care": pgettext_lazy("sentence", "the duty of care"),
        "exposed_to_the_threat": pgettext_lazy("sentence", "is exposed to the threat"),
        "left_to_a_person": pgettext_lazy("sentence", "it is left to a person"),
        "no_protected_informant": pgettext_lazy("sentence", "no informant needs to be shielded"),
        "protects_them": pgettext_lazy("sentence", "protects them"),
        "the_director_affirms_it": pgettext_lazy("sentence", "the director affirms it"),
        "established_not_communicated": pgettext_lazy("sentence", "established that it was not communicated"),
        "established_not_identifiable": pgettext_lazy("sentence", "established that the victim is not identifiable"),
        "law_enforcement": pgettext_lazy("sentence", "the police"),
        "minimum_necessary_disclosure": pgettext_lazy("sentence", "no more is told than is needed"),
        "nobody_named": pgettext_lazy("sentence", "nobody is named"),
        "police_not_known": pgettext_lazy("sentence", "no police is known to tell"),
        "serious_threat_against_identifiable_victim": pgettext_lazy(
            "sentence", "a serious threat against an identifiable victim"
        ),
        "told_by_another_than_the_patient": pgettext_lazy("sentence", "told by another than the patient"),
        "told_to_the_therapist": pgettext_lazy("sentence", "told to the therapist"),
        "victim_and_police": pgettext_lazy("sentence", "the victim and the police"),
        "victim_not_known": pgettext_lazy("sentence", "the victim is not known"),
        "violence_not_stated": pgettext_lazy("sentence", "no violence is stated"),
        "whether_the_threat_was_serious": pgettext_lazy("sentence", "whether the threat was serious"),
        "another_instrument_applies": pgettext_lazy("sentence", "that another instrument applies"),
        "marks_of_terrorist_content": pgettext_lazy("sentence", "it bears marks of terrorist content"),
        "no_mark_of_terrorist_content": pgettext_lazy("sentence", "it bears no mark of terrorist content"),
        "preserve_before_removal": pgettext_lazy("sentence", "what is removed is preserved first"),
        "terrorist_content_with_imminent_threat_to_life": pgettext_lazy(
            "sentence", "terrorist content with an imminent threat to life"
        ),
        "threat_to_life": pgettext_lazy("sentence", "a threat to life"),
        "threat_to_life_without_terrorist_content": pgettext_lazy(
            "sentence", "a threat to life without terrorist content"
        ),
        "what_is_removed_and_when": pgettext_lazy("sentence", "what is removed, and when"),
        "whether_it_is_terrorist_content_in_law": pgettext_lazy("sentence", "whether it is terrorist content in law"),
        "a_safe_way_to_warn": pgettext_lazy("sentence", "a safe way to warn"),
        "a_superintendent_affirms_it": pgettext_lazy("sentence", "a superintendent affirms it"),
        "every_warning_exposes_the_source": pgettext_lazy("sentence", "every warning would expose the source"),
        "level_and_imminence_of_the_risk": pgettext_lazy("sentence", "the level and imminence of the risk"),
        "no_ground_here": pgettext_lazy("sentence", "it is no ground here"),
        "no_victim_is_known": pgettext_lazy("sentence", "no victim is known"),
        "nobody_known_near_the_victim": pgettext_lazy("sentence", "nobody near the victim is known"),
        "notice_would_expose_the_source": pgettext_lazy("sentence", "the notice would expose the source"),
        "people_near_the_victim": pgettext_lazy("sentence", "people near the victim"),
        "person_threatened": pgettext_lazy("sentence", "the person threatened"),
        "protects_the_person": pgettext_lazy("sentence", "protects the person"),
        "real_and_immediate": pgettext_lazy("sentence", "the risk is real and immediate"),
        "the_offender_is_held_and_alone": pgettext_lazy("sentence", "the offender is held and acted alone"),
        "the_victim_already_knows": pgettext_lazy("sentence", "the victim knows already"),
        "victim_can_be_told": pgettext_lazy("sentence", "the victim can be told"),
        "whether_a_warning_is_the_proportionate_answer": pgettext_lazy(
            "sentence", "whether a warning is the proportionate answer"
        ),
        "whether_the_offender_gets_a_notice": pgettext_lazy("sentence", "whether the offender gets a notice"),
        "call_back_through_a_directory": pgettext_lazy("sentence", "call back through a directory"),
        "danger_not_stated": pgettext_lazy("sentence", "no danger of death or serious injury is stated"),
        "danger_of_death_or_serious_injury": pgettext_lazy("sentence", "danger of death or serious physical injury"),
        "emergency_disclosure_is_allowed": pgettext_lazy("sentence", "an emergency disclosure is allowed"),
        "good_faith_of_the_provider": pgettext_lazy("sentence", "the provider's good faith"),
        "governmental_entity": pgettext_lazy("sentence", "a governmental entity"),
        "governmental_entity_known": pgettext_lazy("sentence", "a governmental entity is known"),
        "identity_to_be_checked": pgettext_lazy("sentence", "its identity is to be checked"),
        "no_governmental_entity": pgettext_lazy("sentence", "it is no governmental entity"),
        "no_governmental_entity_known": pgettext_lazy("sentence", "no governmental entity is known"),
        "of_the_providers_country": pgettext_lazy("sentence", "of the provider's own country"),
        "where_the_danger_is": pgettext_lazy("sentence", "where the danger is"),
        "whether_delay_can_be_borne": pgettext_lazy("sentence", "whether delay can be borne"),
        "names_actor": pgettext_lazy("sentence", "names the actor"),
        "names_party": pgettext_lazy("sentence", "names the party"),
        "nothing_new": pgettext_lazy("sentence", "it brings nothing new"),
        "told_together": pgettext_lazy("sentence", "told together in one sentence"),
        "victims_of_harm": pgettext_lazy("sentence", "victims of harm"),
        "harm_past": pgettext_lazy("sentence", "harm in the past"),
        "harm_future": pgettext_lazy("sentence", "harm to come"),
        "caveat_city": pgettext_lazy("sentence", "the city is limited"),
        "caveat_country": pgettext_lazy("sentence", "the country is limited"),
        "caveat_day": pgettext_lazy("sentence", "the day is limited"),
        "caveat_group": pgettext_lazy("sentence", "the group is limited"),
        "caveat_hour": pgettext_lazy("sentence", "the hour is limited"),
        "caveat_means": pgettext_lazy("sentence", "the means are limited"),
        "caveat_month": pgettext_lazy("sentence", "the month is limited"),
        "caveat_person": pgettext_lazy("sentence", "the person is limited"),
        "caveat_region": pgettext_lazy("sentence", "the region is limited"),
        "caveat_self": pgettext_lazy("sentence", "the report itself is limited"),
        "caveat_site": pgettext_lazy("sentence", "the site is limited"),
        "caveat_target": pgettext_lazy("sentence", "the target is limited"),
        "caveat_week": pgettext_lazy("sentence", "the week is limited"),
        "release_expired": pgettext_lazy(
            "sentence", "the release expired before it was delivered: write and release it anew"
        ),
        "ledger.entry.damaged": pgettext_lazy("sentence", "an entry that is damaged: it is not what was put on record"),
        "ledger.sealed": pgettext_lazy("sentence", "a checkpoint signed"),
        "identity_disputed": pgettext_lazy("sentence", "its identity is disputed"),
        "caveat_victim": pgettext_lazy("sentence", "the victim is limited"),
        "place_named": pgettext_lazy("sentence", "the place is named"),
        "hand_over_secure_page": pgettext_lazy(
            "sentence", "give the recipient the address of their page by a safe way"
        ),
        "names_the_source": pgettext_lazy("sentence", "it names the source"),
        "officer.authority.confirmed": pgettext_lazy("sentence", "releasing or administrating authority confirmed"),
        "officer.authority.proposed": pgettext_lazy("sentence", "releasing or administrating authority proposed"),
        "one_threat": pgettext_lazy("sentence", "all that it names is one threat, not two"),
        "passed_on": pgettext_lazy("sentence", "a threat passed on as a warning"),
        "named_house": pgettext_lazy("sentence", "a house that is named"),
        "model": pgettext_lazy("sentence", "the trained model, by these words above all"),
        "named_person": pgettext_lazy("sentence", "a person who is named"),
        "tried_for_harm": pgettext_lazy("sentence", "somebody is tried for harm"),
        "warned_of_harm": pgettext_lazy("sentence", "somebody warns of harm"),
        "reader_failed": pgettext_lazy("sentence", "the reading broke off: a person has to look"),
        "delivery.set_aside": pgettext_lazy("sentence", "a delivery set aside"),
        "case.judged_again": pgettext_lazy("sentence", "case judged anew: a party or source that it rests on changed"),
        "case.new_content.found": pgettext_lazy("sentence", "new content found in the case"),
        "case.opened_by_hand": pgettext_lazy("sentence", "case opened by hand"),
        "case.report.joined_by_hand": pgettext_lazy("sentence", "report joined by hand"),
        "case_opened_by_hand": pgettext_lazy("sentence", "a case was opened by hand: establish what is known"),
        "case_without_reports": pgettext_lazy("sentence", "the case has no report any more: close it, or say why not"),
        "new_information_in_warned_case": pgettext_lazy(
            "sentence", "new information in a case that was decided or warned of: look whether it is another threat"
        ),
        "renew_or_withdraw": pgettext_lazy(
            "sentence", "the stated window is about to pass: renew the warning or withdraw it"
        ),
        "warning_lapsed": pgettext_lazy("sentence", "the warning has lapsed: renew it or withdraw it"),
        "warning.lapsed": pgettext_lazy("sentence", "warning lapsed"),
        "warning.renewal.asked": pgettext_lazy("sentence", "renewal of the warning asked for"),
        "task.done": pgettext_lazy("sentence", "task done"),
        "case.likelihood.chosen": pgettext_lazy("sentence", "the word of likelihood was chosen"),
        "organisation.yardstick.chosen": pgettext_lazy("sentence", "the yardstick of likelihood was chosen"),
        "exposed": pgettext_lazy("sentence", "exposed to the threat"),
        "communicated": pgettext_lazy("sentence", "the client communicated the threat, as was established"),
        "reported": pgettext_lazy("sentence", "a report speaks of the threat"),
        "real_yes": pgettext_lazy("sentence", "the risk is real"),
        "real_no": pgettext_lazy("sentence", "the risk is not real"),
        "real_unknown": pgettext_lazy("sentence", "whether the risk is real cannot be told yet"),
        "identified_yes": pgettext_lazy("sentence", "the person threatened is identified"),
        "identified_no": pgettext_lazy("sentence", "nobody threatened is identified"),
        "identified_unknown": pgettext_lazy("sentence", "who is threatened is not identified yet"),
        "immediate_yes": pgettext_lazy("sentence", "the risk is immediate"),
        "immediate_no": pgettext_lazy("sentence", "the risk is not immediate"),
        "immediate_unknown": pgettext_lazy("sentence", "whether the risk is immediate cannot be told yet"),
        "no_public_is_told_under_this_instrument": pgettext_lazy("sentence", "under this instrument no public is told"),
        "nobody_stands_for_them": pgettext_lazy("sentence", "no party of the case stands for them"),
        "no_host_authority_is_known": pgettext_lazy(
            "sentence", "no authority of the host state is known, to be told before a public is"
        ),
        "host_state_told_or_reason_to_skip": pgettext_lazy(
            "sentence", "the courtesy notice to the host state, or a reason on record to leave it out"
        ),
        "own_people_are_told_and_others_exposed_are_not": pgettext_lazy(
            "sentence", "our own people are told, and others under the same threat are not"
        ),
        "harm_of_warning_weighed_against_telling": pgettext_lazy(
            "sentence", "an officer weighed what telling them could do, and decided against it"
        ),
        "reached_where_the_suspect_is": pgettext_lazy("sentence", "they are reached at the suspect's own address"),
        "in_the_suspects_country": pgettext_lazy(
            "sentence", "they answer for a country in which the suspect is, and could let him know"
        ),
        "only_channel_is_public": pgettext_lazy("sentence", "the only way to reach them is public"),
        "one_protected_source_alone_has_it": pgettext_lazy(
            "sentence", "one protected source alone has it, and whoever is told may guess whom it came from"
        ),
        "telling_may_expose_the_source": pgettext_lazy(
            "sentence", "it was established that telling may expose a source"
        ),
        "may_retaliate": pgettext_lazy("sentence", "they are known for violence and may take it into their own hands"),
        "public_alert_without_advice_may_cause_panic": pgettext_lazy(
            "sentence", "a word to the public without advice may cause panic"
        ),
        "contact_may_be_held_against_them": pgettext_lazy(
            "sentence", "being in touch with us may be held against them where they live"
        ),
        "case.harm_of_warning.weighed": pgettext_lazy("sentence", "what telling could do was weighed"),
        "nothing_was_kept_for_a_replay": pgettext_lazy(
            "sentence", "nothing was kept of what it was computed from: it is older than the trace"
        ),
        "trace_is_of_another_format": pgettext_lazy(
            "sentence", "what was kept of it is of another format: use the release that wrote it"
        ),
        "numbers_cannot_be_read": pgettext_lazy("sentence", "the numbers of that day cannot be read by this release"),
        "numbers_are_not_those_that_were_applied": pgettext_lazy(
            "sentence", "the numbers that were kept are not those that were applied"
        ),
        "pack_is_not_here": pgettext_lazy("sentence", "its pack is not part of this installation"),
        "report_is_gone": pgettext_lazy("sentence", "a report is gone that it was computed from"),
        "report_is_not_what_it_was": pgettext_lazy("sentence", "a report is not what it was when it was computed"),
        "fact_is_gone": pgettext_lazy("sentence", "a fact is gone that it was computed from"),
        "fact_is_not_what_it_was": pgettext_lazy("sentence", "a fact is not what it was when it was computed"),
        "reply_is_gone": pgettext_lazy("sentence", "a reply is gone that it was computed from"),
        "reply_is_not_what_it_was": pgettext_lazy("sentence", "a reply is not what it was when it was computed"),
        "link_is_gone": pgettext_lazy("sentence", "a link is gone that it was computed from"),
        "link_is_not_what_it_was": pgettext_lazy("sentence", "a link is not what it was when it was computed"),
        "screening_is_gone": pgettext_lazy("sentence", "a screening is gone that it was computed from"),
        "screening_is_not_what_it_was": pgettext_lazy(
            "sentence", "a screening is not what it was when it was computed"
        ),
        "assessment_is_gone": pgettext_lazy("sentence", "the assessment is gone that it was computed from"),
        "assessment_is_not_what_it_was": pgettext_lazy(
            "sentence", "the assessment is not what it was when it was computed"
        ),
        "fact_of_before_was_left_out": pgettext_lazy(
            "sentence", "a fact is dated before it and was not used: it was put in later"
        ),
        "reply_of_before_was_left_out": pgettext_lazy(
            "sentence", "a reply is dated before it and was not used: it was put in later"
        ),
        "fact_is_later_than_the_instant": pgettext_lazy("sentence", "a fact was used that is later than the instant"),
        "reply_is_later_than_the_instant": pgettext_lazy("sentence", "a reply was used that is later than the instant"),
        "report_is_later_than_the_instant": pgettext_lazy(
            "sentence", "a report was used that is later than the instant"
        ),
        "it_comes_out_otherwise": pgettext_lazy("sentence", "computed again, it comes out otherwise"),
        "decision_is_not_what_came_out": pgettext_lazy(
            "sentence", "what stands on record as decided is not what came out, with what officers did to it"
        ),
        "ledger_entry_is_damaged": pgettext_lazy("sentence", "an entry of the ledger is damaged: see the ledger"),
        "ledger_says_nothing_of_it": pgettext_lazy("sentence", "the ledger says nothing of this determination"),
        "trace_was_changed": pgettext_lazy(
            "sentence", "what it was computed from was changed since: the ledger has another digest"
        ),
        "determination_was_changed": pgettext_lazy(
            "sentence", "the determination was changed since: the ledger has another digest"
        ),
        "numbers_of_that_version_do_not_ship": pgettext_lazy(
            "sentence",
            "this installation lacks the numbers of that version; those kept with the determination were used",
        ),
        "numbers_of_that_version_ship_otherwise": pgettext_lazy(
            "sentence",
            "this installation has other numbers under the same version; those kept with the determination were used",
        ),
        "numbers_were_replaced_since": pgettext_lazy(
            "sentence", "the pack has other numbers now; those of that day were used"
        ),
        "rules_are_written_otherwise_now": pgettext_lazy(
            "sentence", "the code of the rules is not that of that day; to be certain, use the release of that day"
        ),
        "assessor_is_another_now": pgettext_lazy(
            "sentence", "the assessment is made by another version now; the one on record was used"
        ),
        "assessment_comes_out_otherwise": pgettext_lazy(
            "sentence", "assessed again, the case comes out otherwise; the assessment on record was used"
        ),
        "names_were_erased_since": pgettext_lazy(
            "sentence",
            "names were erased since: the assessment on record was used, and shared addresses cannot be seen",
        ),
        "addressees": pgettext_lazy("sentence", "who is to be told"),
        "not_addressed": pgettext_lazy("sentence", "who is not told"),
        "populations": pgettext_lazy("sentence", "everybody under the same threat"),
        "risks": pgettext_lazy("sentence", "what telling could do"),
        "waivers": pgettext_lazy("sentence", "the waivers"),
        "clock": pgettext_lazy("sentence", "the clock"),
        "is_bound": pgettext_lazy("sentence", "whether the instrument binds the holder"),
        "is_mandatory": pgettext_lazy("sentence", "whether it asks for a warning"),
        "courtesy_notice_to": pgettext_lazy("sentence", "whom the courtesy notice goes to"),
        "would_change_it": pgettext_lazy("sentence", "what would change it"),
        "open_questions": pgettext_lazy("sentence", "what is still open"),
        "renewal_due": pgettext_lazy("sentence", "whether a renewal is due"),
        "outcome": pgettext_lazy("sentence", "the outcome"),
        "reasons": pgettext_lazy("sentence", "the reasons"),
        "minimum": pgettext_lazy("sentence", "the minimum"),
        "call_back": pgettext_lazy("sentence", "call back"),
        "order_of_steps": pgettext_lazy("sentence", "the order of steps"),
        "whether_services_are_offered_in_the_union": pgettext_lazy(
            "sentence", "whether services are offered in the Union"
        ),
        "how_the_host_came_to_know": pgettext_lazy("sentence", "how the host came to know"),
        "whether_the_host_was_designated_as_very_large": pgettext_lazy(
            "sentence", "whether the host was designated as very large"
        ),
        "the_law_names_no_number": pgettext_lazy("sentence", "the law names no number"),
        "own_clock_in_minutes": pgettext_lazy("sentence", "own clock, in minutes"),
        "one_of_the_two_or_both": pgettext_lazy("sentence", "one of the two, or both"),
        "record_reasons_for_each_state": pgettext_lazy("sentence", "on record: why each State is concerned"),
        "record_why_no_state_was_identified": pgettext_lazy("sentence", "on record: why no State could be identified"),
        "record_when_the_host_became_aware": pgettext_lazy("sentence", "on record: when the host became aware"),
        "record_when_it_was_sent_and_to_whom": pgettext_lazy("sentence", "on record: when it was sent, and to whom"),
        "record_copy_of_the_notice": pgettext_lazy("sentence", "on record: a copy of the notice"),
        "record_reference_of_the_authority": pgettext_lazy("sentence", "on record: the authority's reference"),
        "established_outside_the_union": pgettext_lazy("sentence", "its seat is outside the Union"),
        "established_in_the_union": pgettext_lazy("sentence", "its seat is in the Union"),
        "what_all_relevant_information_is": pgettext_lazy("sentence", "what all the relevant information is"),
        "every_state_concerned_has_its_authority": pgettext_lazy(
            "sentence", "every State concerned has its authority on file"
        ),
        "no_basis_for_profiling": pgettext_lazy("sentence", "it is no basis for profiling users"),
        "the_law_knows_no_waiver": pgettext_lazy("sentence", "the law knows no waiver"),
        "state_of_establishment_or_europol": pgettext_lazy("sentence", "the State of establishment, or Europol"),
        "whether_the_holder_is_an_element_of_the_community": pgettext_lazy(
            "sentence", "whether the holder is an element of the intelligence community"
        ),
        "a_senior_officer_reviews_the_closing": pgettext_lazy("sentence", "a senior officer reviews the closing"),
        "the_chief_of_station_and_the_mission_agree": pgettext_lazy(
            "sentence", "the chief of station and the chief of mission agree"
        ),
        "whether_the_usual_steps_can_wait": pgettext_lazy("sentence", "whether the usual steps can wait"),
        "which_sanitised_and_anonymous_ways_were_rejected": pgettext_lazy(
            "sentence", "which sanitised and anonymous ways were rejected, and why"
        ),
        "heads_of_the_elements_then_the_director": pgettext_lazy(
            "sentence", "the heads of the elements, then the Director"
        ),
        "warn_first_and_record_after": pgettext_lazy("sentence", "warn first, put it on record after"),
        "paper_within_hours": pgettext_lazy("sentence", "the paper follows within hours"),
        "record_when_acquired_and_who_read_it_when": pgettext_lazy(
            "sentence", "on record: when it was acquired, and who read it when"
        ),
        "record_each_test_with_its_evidence": pgettext_lazy("sentence", "on record: each test, with its evidence"),
        "record_originator_and_reply": pgettext_lazy("sentence", "on record: the originator asked, and the reply"),
        "record_ground_and_who_affirmed_it": pgettext_lazy(
            "sentence", "on record: the ground of a waiver, and who affirmed it"
        ),
        "record_text_sent_and_what_was_withheld": pgettext_lazy(
            "sentence", "on record: the text sent, and what was withheld"
        ),
        "record_method_channel_and_deliverer": pgettext_lazy(
            "sentence", "on record: method, channel and who delivered"
        ),
        "record_proof_of_the_recipients_identity": pgettext_lazy(
            "sentence", "on record: the proof of the recipient's identity"
        ),
        "record_delivery_and_acknowledgement": pgettext_lazy(
            "sentence", "on record: delivery and acknowledgement, with their times"
        ),
        "record_what_the_recipient_will_do": pgettext_lazy("sentence", "on record: what the recipient will do"),
        "record_updates_and_cancellation": pgettext_lazy("sentence", "on record: updates and cancellation"),
        "record_dispute_notes": pgettext_lazy("sentence", "on record: positions and dissent in a dispute"),
        "record_outcome": pgettext_lazy("sentence", "on record: the outcome"),
        "holder_of_the_united_states": pgettext_lazy("sentence", "the holder is of the United States"),
        "nothing_to_affirm": pgettext_lazy("sentence", "there is nothing to affirm"),
        "no_ground_of_a_source": pgettext_lazy("sentence", "no ground that lies in a source stands"),
        "expires_after_hours": pgettext_lazy("sentence", "expires after hours"),
        "falls_with_new_information": pgettext_lazy("sentence", "falls with any new information"),
        "closing_needs_a_recorded_review": pgettext_lazy("sentence", "closing needs a recorded review"),
        "no_disagreement_known": pgettext_lazy("sentence", "no disagreement is known"),
        "whether_the_elements_disagree": pgettext_lazy("sentence", "whether the elements disagree"),
        "the_victim_is_abroad": pgettext_lazy("sentence", "the victim is abroad"),
        "delivery_is_agreed_at_post": pgettext_lazy("sentence", "delivery is agreed at post"),
        "how_long_the_record_is_kept": pgettext_lazy("sentence", "how long the record is kept"),
        "applied_by_choice": pgettext_lazy("sentence", "applied by choice"),
        "victim_known": pgettext_lazy("sentence", "a victim is known"),
        "nationality_makes_no_difference": pgettext_lazy("sentence", "nationality makes no difference"),
        "people_at_a_place": pgettext_lazy("sentence", "the people at a place"),
        "each_ground_awaits_its_own_affirmation": pgettext_lazy("sentence", "each ground awaits its own affirmation"),
        "rejected_ways_to_be_listed": pgettext_lazy("sentence", "the ways that were rejected are to be listed"),
        "nothing_to_expire": pgettext_lazy("sentence", "there is no waiver to expire"),
        "being_an_adversary_is_no_ground": pgettext_lazy("sentence", "being an adversary is no ground"),
        "no_adversary_concerned": pgettext_lazy("sentence", "no adversary is concerned"),
        "threshold_or_doubt_stands": pgettext_lazy("sentence", "the threshold is met, or the doubt favours informing"),
        "the_dispute_goes_up_and_the_clock_runs": pgettext_lazy(
            "sentence", "the dispute goes up, and the clock runs on"
        ),
        "where_the_victim_is_not_known": pgettext_lazy("sentence", "where the victim is, is not known"),
        "who_delivers": pgettext_lazy("sentence", "who delivers"),
        "the_bureau_delivers": pgettext_lazy("sentence", "the Bureau delivers, with the local police"),
        "the_victim_is_in_the_united_states": pgettext_lazy("sentence", "the victim is in the United States"),
        "time_allows_the_usual_steps": pgettext_lazy("sentence", "time allows the usual steps"),
        "whether_the_place_is_dangerous_to_those_who_hold_it": pgettext_lazy(
            "sentence", "whether the place is dangerous to those who hold the information"
        ),
        "whether_an_authority_is_told": pgettext_lazy("sentence", "whether an authority is told"),
        "what_the_code_of_conduct_allows": pgettext_lazy("sentence", "what the code of conduct allows"),
        "record_what_was_known_and_decided": pgettext_lazy("sentence", "on record: what was known and decided"),
        "record_who_was_told_and_how": pgettext_lazy("sentence", "on record: who was told, and how"),
        "record_why_somebody_was_not_told": pgettext_lazy("sentence", "on record: why somebody was not told"),
        "record_nothing_that_points_to_an_informant": pgettext_lazy(
            "sentence", "on record: nothing that points to an informant"
        ),
        "authorities_are_left_to_a_person": pgettext_lazy("sentence", "authorities are left to a person"),
        "no_authority_on_file": pgettext_lazy("sentence", "no authority is on file"),
        "nobody_elses_people_are_known": pgettext_lazy("sentence", "nobody else's people are known to be exposed"),
        "what_else_is_shared": pgettext_lazy("sentence", "what else is shared"),
        "no_partners_alert": pgettext_lazy("sentence", "it is no alert of a partner"),
        "do_no_harm": pgettext_lazy("sentence", "do no harm"),
        "consent_where_it_can_be_asked": pgettext_lazy("sentence", "with their consent, where it can be asked"),
        "keep_as_little_on_the_spot_as_can_be": pgettext_lazy("sentence", "keep as little on the spot as can be"),
        "no_need_of_ordinary_mail": pgettext_lazy("sentence", "ordinary mail is not needed"),
        "the_policy_sets_its_own_number": pgettext_lazy("sentence", "the policy sets its own number"),
        "where_the_record_is_kept": pgettext_lazy("sentence", "where the record is kept"),
        "others_decide_for_themselves": pgettext_lazy("sentence", "others are told, and decide for themselves"),
        "a_partners_alert_is_limited": pgettext_lazy(
            "sentence", "a partner's alert may be passed on only within its limits"
        ),
        "only_ordinary_mail_is_known": pgettext_lazy("sentence", "only ordinary mail is known"),
        "ask_for_a_safe_channel_first": pgettext_lazy("sentence", "ask for a safe channel first"),
        "whether_the_holder_is_a_psychotherapist_in_california": pgettext_lazy(
            "sentence", "whether the holder is a psychotherapist in California"
        ),
        "whether_the_patient_is_a_serious_danger": pgettext_lazy("sentence", "whether the patient is a serious danger"),
        "what_must_be_told_to_protect": pgettext_lazy("sentence", "what must be told so as to protect"),
        "which_steps_protect_the_victim": pgettext_lazy("sentence", "which steps protect the victim"),
        "whether_it_came_from_the_family": pgettext_lazy("sentence", "whether it came from the patient's family"),
        "record_what_was_said_and_by_whom": pgettext_lazy("sentence", "on record: what was said, and by whom"),
        "record_the_clinical_reasons": pgettext_lazy("sentence", "on record: the clinical reasons"),
        "record_each_effort_to_tell_the_victim": pgettext_lazy("sentence", "on record: each effort to tell the victim"),
        "record_each_effort_to_tell_the_police": pgettext_lazy("sentence", "on record: each effort to tell the police"),
        "record_what_was_told_and_what_was_not": pgettext_lazy(
            "sentence", "on record: what was told, and what was not"
        ),
        "no_duty_to_discharge_yet": pgettext_lazy("sentence", "there is no duty to discharge yet"),
        "what_efforts_are_reasonable": pgettext_lazy("sentence", "what efforts are reasonable"),
        "a_duty_to_protect_by_name": pgettext_lazy("sentence", "by its name it is a duty to protect"),
        "neither_diagnosis_nor_treatment": pgettext_lazy("sentence", "neither diagnosis nor treatment is told"),
        "a_serious_danger_of_violence": pgettext_lazy("sentence", "a serious danger of violence"),
        "warning_is_one_step_of_several": pgettext_lazy("sentence", "to warn is one step of several"),
        "who_answers_at_the_contact_point": pgettext_lazy("sentence", "who answers at the contact point"),
        "it_is_the_authoritys_duty": pgettext_lazy("sentence", "it is the authority's duty"),
        "notice_in_hours": pgettext_lazy("sentence", "notice beforehand, in hours"),
        "a_removal_order_is_another_duty": pgettext_lazy("sentence", "a removal order is another duty"),
        "from_the_order_in_hours": pgettext_lazy("sentence", "from the order, in hours"),
        "kept_for_months": pgettext_lazy("sentence", "kept for months"),
        "record_what_was_preserved": pgettext_lazy("sentence", "on record: what was preserved"),
        "record_orders_received_and_carried_out": pgettext_lazy(
            "sentence", "on record: orders received, and when they were carried out"
        ),
        "whether_it_is_the_first_order": pgettext_lazy("sentence", "whether it is the first order"),
        "whether_a_removal_order_came": pgettext_lazy("sentence", "whether a removal order came"),
        "contact_point_and_europol": pgettext_lazy(
            "sentence", "the contact point of the State of establishment, and Europol"
        ),
        "a_contact_point_must_answer": pgettext_lazy("sentence", "a contact point must answer"),
        "first_preserve": pgettext_lazy("sentence", "first preserve"),
        "then_tell": pgettext_lazy("sentence", "then tell"),
        "then_remove": pgettext_lazy("sentence", "then remove"),
        "a_state_is_identified": pgettext_lazy("sentence", "a State is identified"),
        "whether_the_holder_is_a_public_authority": pgettext_lazy(
            "sentence", "whether the holder is a public authority"
        ),
        "what_measures_could_reasonably_be_expected": pgettext_lazy(
            "sentence", "what measures could reasonably be expected"
        ),
        "whether_social_services_are_told": pgettext_lazy("sentence", "whether social services are told"),
        "what_the_forces_own_policy_says": pgettext_lazy("sentence", "what the force's own policy says"),
        "which_measures_the_suspects_rights_allow": pgettext_lazy(
            "sentence", "which measures the suspect's rights allow"
        ),
        "told_in_person": pgettext_lazy("sentence", "told in person"),
        "says_the_life_is_in_danger": pgettext_lazy("sentence", "it says that the life is in danger"),
        "says_that_the_police_must_tell": pgettext_lazy("sentence", "it says that the police must tell"),
        "asks_for_what_may_confirm_it": pgettext_lazy("sentence", "it asks for what may confirm the threat"),
        "gives_advice_on_safety": pgettext_lazy("sentence", "it gives advice on safety"),
        "licenses_no_retaliation": pgettext_lazy("sentence", "it licenses no retaliation"),
        "flag_the_address": pgettext_lazy("sentence", "flag the address"),
        "offer_to_secure_the_home": pgettext_lazy("sentence", "offer to secure the home"),
        "whether_the_offender_can_be_disrupted_first": pgettext_lazy(
            "sentence", "whether the offender can be disrupted first"
        ),
        "review_if_high_in_hours": pgettext_lazy("sentence", "if high, review in hours"),
        "review_if_medium_in_hours": pgettext_lazy("sentence", "if medium, review in hours"),
        "review_if_low_in_hours": pgettext_lazy("sentence", "if low, review in hours"),
        "record_assessment_and_policy_log_in_one": pgettext_lazy(
            "sentence", "on record: risk assessment and policy log in one paper"
        ),
        "record_each_notice_so_that_it_counts": pgettext_lazy(
            "sentence", "on record: each notice, so that notices can be counted"
        ),
        "record_every_victim_and_every_offender": pgettext_lazy(
            "sentence", "on record: every victim and every offender"
        ),
        "record_why_a_notice_was_not_given": pgettext_lazy("sentence", "on record: why a notice was not given"),
        "holder_of_the_united_kingdom": pgettext_lazy("sentence", "the holder is of the United Kingdom"),
        "measures_are_owed_not_success": pgettext_lazy("sentence", "measures are owed, not success"),
        "no_suspect_is_known": pgettext_lazy("sentence", "no suspect is known"),
        "wording_of_the_letter": pgettext_lazy("sentence", "the wording of the letter"),
        "whether_the_address_is_flagged": pgettext_lazy("sentence", "whether the address is flagged"),
        "no_offender_is_known": pgettext_lazy("sentence", "no offender is known"),
        "a_superintendent_grades_and_owns_it": pgettext_lazy("sentence", "a superintendent grades and owns it"),
        "national_guidance_was_not_read": pgettext_lazy("sentence", "the national guidance was not read"),
        "no_such_risk_is_known": pgettext_lazy("sentence", "no such risk is known"),
        "the_suspects_rights_bind": pgettext_lazy("sentence", "the suspect's rights bind"),
        "an_offender_is_known": pgettext_lazy("sentence", "an offender is known"),
        "whether_the_holder_serves_the_public": pgettext_lazy("sentence", "whether the holder serves the public"),
        "whether_the_provider_discloses": pgettext_lazy("sentence", "whether the provider discloses"),
        "what_relates_to_the_emergency": pgettext_lazy("sentence", "what relates to the emergency"),
        "record_the_grounds_of_belief": pgettext_lazy("sentence", "on record: the grounds of belief"),
        "record_which_accounts_and_what_of_them": pgettext_lazy(
            "sentence", "on record: which accounts, and what of them"
        ),
        "record_the_entity_and_the_call_back": pgettext_lazy("sentence", "on record: the entity, and the call back"),
        "record_why_it_was_not_disclosed": pgettext_lazy("sentence", "on record: why it was not disclosed"),
        "may_disclose_and_need_not": pgettext_lazy("sentence", "it may disclose, and need not"),
        "only_what_relates_to_the_emergency": pgettext_lazy("sentence", "only what relates to the emergency"),
        "records_under_the_same_conditions": pgettext_lazy("sentence", "records, under the same conditions"),
        "no_emergency_yet": pgettext_lazy("sentence", "there is no emergency yet"),
        "which_records_locate_the_danger": pgettext_lazy("sentence", "which records locate the danger"),
        "counted_by_account_every_year": pgettext_lazy("sentence", "counted by account, every year"),
        "who_counts_the_accounts": pgettext_lazy("sentence", "who counts the accounts"),
        "a_superior_is_asked_for": pgettext_lazy("sentence", "a superior is asked for"),
        "nothing_to_waive_where_it_is_voluntary": pgettext_lazy(
            "sentence", "there is nothing to waive where it is voluntary"
        ),
        "grounds_for_belief": pgettext_lazy("sentence", "there are grounds for belief"),
        "no_room_for_belief": pgettext_lazy("sentence", "there is no room for belief"),
        "belief_is_the_providers_own": pgettext_lazy("sentence", "whether it believes is the provider's own to say"),
        "case.question.asked": pgettext_lazy("sentence", "question asked"),
        "case.question.answered": pgettext_lazy("sentence", "question answered"),
        "case.question.overtaken": pgettext_lazy("sentence", "question overtaken by new information"),
        "case.question.chased": pgettext_lazy("sentence", "an answer to a question asked for again"),
        "duty.set": pgettext_lazy("sentence", "officer put on duty"),
        "duty.ended": pgettext_lazy("sentence", "officer taken off duty"),
        "question_unanswered": pgettext_lazy(
            "sentence", "a question has had no answer for a day: ask again, or ask somebody else"
        ),
        "confirm_closing": pgettext_lazy(
            "sentence", "a closing is proposed: a second officer looks at it and confirms or refuses it"
        ),
        "case_without_commander": pgettext_lazy("sentence", "nobody commands this case: take command of it"),
        "accept_command": pgettext_lazy("sentence", "command of this case is offered: take it or decline it"),
        "taken_over_by_who_is_on_duty": pgettext_lazy("sentence", "taken over by the officer on duty"),
        "clock_ran_out": pgettext_lazy("sentence", "a clock ran out: do what it waits for, or see that it is done"),
        "waiver_expired": pgettext_lazy("sentence", "a waiver expired: decide the case anew"),
        "decide_on_window": pgettext_lazy(
            "sentence", "the window that the reports state is about to end: decide what follows"
        ),
        "clock.ran_out": pgettext_lazy("sentence", "a clock ran out, and somebody was told"),
        "clock.nobody_left": pgettext_lazy("sentence", "a clock ran out, and nobody is left to be told"),
        "clock.stopped": pgettext_lazy("sentence", "clock stopped"),
        "clock.extended": pgettext_lazy("sentence", "clock extended"),
        "case.window.renewal.asked": pgettext_lazy("sentence", "asked what follows the stated window"),
        "case.window.kept_up": pgettext_lazy("sentence", "decided: the threat stands beyond its window"),
        "case.window.let_lapse": pgettext_lazy("sentence", "decided: the threat ended with its window"),
        "case.waiver.ground.shown": pgettext_lazy("sentence", "what a waiver's ground is shown by, written down"),
        "case.waiver.affirmed": pgettext_lazy("sentence", "a waiver affirmed for one victim"),
        "case.originator.asked": pgettext_lazy("sentence", "originator asked"),
        "case.originator.replied": pgettext_lazy("sentence", "originator's answer recorded"),
        "case.dispute.raised": pgettext_lazy("sentence", "dispute raised"),
        "case.dispute.position.taken": pgettext_lazy("sentence", "position taken in a dispute"),
        "case.dispute.rung.raised": pgettext_lazy("sentence", "dispute handed up"),
        "case.dispute.settled": pgettext_lazy("sentence", "dispute settled"),
        "report.first_look": pgettext_lazy("sentence", "looked at for the first time by an officer"),
        "officer.deputy.named": pgettext_lazy("sentence", "deputy named"),
    }
)


#: Codes that are made of a prefix and another code.
_PREFIXES: Final["Mapping[str, _StrPromise]"] = MappingProxyType(
    {
        "to_know_": pgettext_lazy("sentence", "to know: %(what)s"),
        "no_ground_": pgettext_lazy("sentence", "no ground of waiver (%(what)s)"),
        "ground_": pgettext_lazy("sentence", "ground of waiver: %(what)s"),
    }
)


_NAMES: Final = ReferenceNames()
_ISOLATED_FROM, _ISOLATED_TO = "\u2068", "\u2069"  # a quotation in either direction, UAX #9


def word(value: StrEnum) -> str:
    """Return what a value of a closed vocabulary is called; a vocabulary without words gives the value, readable."""
    table = WORDS.get(type(value).__name__, {})
    return str(table[value.value]) if value.value in table else readable(value.value)


def sentence(code: str) -> str:
    """Return the sentence of a code; of a composed one the sentences of its parts; an unknown one is shown readable.

    A colon joins a reason to what it is about: another code, or the id of a party, which stands as it is.

    >>> sentence("seen_nowhere_before")
    'seen nowhere before'
    """
    if code in SENTENCES:
        return str(SENTENCES[code])
    head, colon, about = code.partition(":")
    if colon:
        return f"{sentence(head)}: {sentence(about) if is_worded(about) else about}"
    for prefix, put in _PREFIXES.items():
        rest = code.removeprefix(prefix)
        if rest != code and is_worded(rest):
            return str(put) % {"what": sentence(rest)}
    if code in WORDS["WaiverGround"]:
        return str(WORDS["WaiverGround"][code])
    return _of_own_pack(code) or readable(code)


def _of_own_pack(code: str) -> str:
    """Return the sentence that a pack of the house's own brings for its code, in English where it has none in the
    reader's language; empty where no pack brings one. Our own sentences are never replaced.
    """
    said = packs.words(settings.NADHIR_PACKS)
    reader = "ar" if get_language() == "ar" else "en"
    return said.get(reader, {}).get(code) or said.get("en", {}).get(code, "")


def asked(question: Question) -> str:
    """Return what is asked: the sentence of a code of ours, or an officer's own words as they stand."""
    return sentence(question.text) if question.by is None else question.text


def said(text: str) -> str:
    """Return the sentence of a code that has one, and anything else, which somebody wrote, as it stands."""
    return sentence(text) if is_worded(text) else text


def is_worded(code: str) -> bool:
    """Tell whether the code, or each of its parts, has a sentence."""
    head, colon, _about = code.partition(":")
    if colon:
        return is_worded(head)  # what it is about may be the id of a party
    return (
        code in SENTENCES
        or code in WORDS["WaiverGround"]
        or bool(_of_own_pack(code))
        or any(code != code.removeprefix(prefix) and is_worded(code.removeprefix(prefix)) for prefix in _PREFIXES)
    )


def readable(code: str) -> str:
    """Return a code with its underscores and dots as spaces."""
    return code.replace("_", " ").replace(".", " ")


def kind(name: str) -> str:
    """Return what a kind of people is called, by its canonical English name; another name stands as it is."""
    return str(WORDS["Kind"].get(name, name))


def in_a_row(words: Sequence[str]) -> str:
    """Return words with the comma of the reader's language between them."""
    return ("، " if get_language() == "ar" else ", ").join(words)


def language_name(tag: Language) -> str:
    """Return the name of a language, its variety behind it as the tag has it; an unknown tag is shown as itself.

    >>> language_name(Language("xx"))
    'xx'
    """
    first, _hyphen, rest = tag.partition("-")
    name = str(LANGUAGES[first]) if first in LANGUAGES else first
    return f"{name} ({str(VARIETIES[rest]) if rest in VARIETIES else rest})" if rest else name


def reason(given: LinkReason) -> str:
    """Return the sentence of a reason for a link, with the values that agree."""
    return f"{sentence(given.code)}: {in_a_row(given.values)}" if given.values else sentence(given.code)


def one_of(terms: Sequence[LikelihoodTerm]) -> str:
    """Return words of likelihood of which one is to be chosen."""
    return pgettext("one of", " or ").join(word(term) for term in terms)


def remark(given: EstimativeRemark) -> str:
    """Return what is remarked on a text's words of likelihood, and what to write instead.

    The quotation stands in the language of the text: the page isolates it.
    """
    quoted = " … ".join(span.exact for span in given.of) or given.span.exact
    values = {"quoted": f"{_ISOLATED_FROM}{quoted}{_ISOLATED_TO}", "fault": word(given.fault)}
    if not given.instead:
        return pgettext("remark", "“%(quoted)s”: %(fault)s.") % values
    return pgettext("remark", "“%(quoted)s”: %(fault)s. Write: %(instead)s.") % {
        **values,
        "instead": one_of(given.instead),
    }


def contributed(given: Contribution) -> tuple[str, ...]:
    """Return what a report brings to the threshold: a grade that makes it credible, the harm, and its elements."""
    brings = [pgettext("Contribution", "a grade that makes it credible")] if given.is_graded_credible else []
    brings += [pgettext("Contribution", "the harm")] if given.states_harm else []
    return (*brings, *(word(role) for role in given.roles))


def described(norm: Norm) -> str:
    """Return what an element means: a place with its country, a window of days, a name, or a means.

    Names of places, countries and groups are given in the reader's language where the reference data has them.
    """
    reader = "ar" if get_language() == "ar" else "en"
    match norm:
        case PlaceNorm():
            country = _NAMES.country(norm.country, language=reader) or norm.country
            own = _NAMES.place(norm, language=reader) or norm.name
            return in_a_row(tuple(dict.fromkeys(part for part in (own, norm.city, norm.region, country) if part)))
        case TimeNorm():
            return _window(norm)
        case PersonNorm():
            is_kind = norm.name in WORDS["Kind"]
            return kind(norm.name) if is_kind else _NAMES.actor(norm, language=reader) or norm.name
        case Means():
            return word(norm)


def _window(norm: TimeNorm) -> str:
    days = _day(norm.start) if norm.start == norm.end else f"{_day(norm.start)} – {_day(norm.end)}"
    return (
        days
        if norm.hour is None
        else _("%(day)s, %(hour)02d:%(minute)02d local time")
        % {
            "day": days,
            "hour": norm.hour,
            "minute": norm.minute or 0,
        }
    )


def _day(day: date) -> str:
    return date_format(day, "j F Y")
