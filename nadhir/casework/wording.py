# SPDX-License-Identifier: Apache-2.0
"""What codes and closed vocabularies are called, in the reader's language: for desk, recipient's page and command line.

Promise: every value of every vocabulary in `terms` has a word, and every code that the judging rooms give has a
sentence (tests/web/test_wording.py reads them out of the rooms); a code from elsewhere is shown as itself with its
underscores taken out, so that nothing is ever hidden for want of a sentence. The words are those of docs/glossary.md.
It does not word the warning: that is `tearline`'s, from the phrase books. A new code needs a line here and, after
`make catalogue`, its Arabic in nadhir/casework/locale.

A word's context in the catalogue is the name of its type, since one English word may be several Arabic ones.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from nadhir.reference.names import ReferenceNames
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
            "keep_directory": pgettext_lazy("Act", "keep sources and parties"),
            "seal": pgettext_lazy("Act", "sign checkpoints"),
            "review": pgettext_lazy("Act", "review"),
            "share": pgettext_lazy("Act", "disclose a case"),
            "erase": pgettext_lazy("Act", "erase what is personal"),
            "keep_accounts": pgettext_lazy("Act", "keep accounts"),
            "confirm_authority": pgettext_lazy("Act", "confirm another's authority"),
        },
        "LikelihoodTerm": {
            "almost no chance": pgettext_lazy("LikelihoodTerm", "almost no chance"),
            "very unlikely": pgettext_lazy("LikelihoodTerm", "very unlikely"),
            "unlikely": pgettext_lazy("LikelihoodTerm", "unlikely"),
            "roughly even chance": pgettext_lazy("LikelihoodTerm", "roughly even chance"),
            "likely": pgettext_lazy("LikelihoodTerm", "likely"),
            "very likely": pgettext_lazy("LikelihoodTerm", "very likely"),
            "almost certain": pgettext_lazy("LikelihoodTerm", "almost certain"),
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
        "Specificity": {
            "none": pgettext_lazy("Specificity", "none"),
            "partial": pgettext_lazy("Specificity", "partial"),
            "specific": pgettext_lazy("Specificity", "specific"),
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
            "case.closed": pgettext_lazy("CaseEventKind", "case closed"),
            "case.reopened": pgettext_lazy("CaseEventKind", "case reopened"),
            "case.command.offered": pgettext_lazy("CaseEventKind", "command offered"),
            "case.command.accepted": pgettext_lazy("CaseEventKind", "command accepted"),
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
        "ClockName": {
            "release_decision": pgettext_lazy("ClockName", "release decision"),
            "first_look": pgettext_lazy("ClockName", "first look"),
            "originator_consultation": pgettext_lazy("ClockName", "consulting the originator"),
            "dispute": pgettext_lazy("ClockName", "dispute"),
            "waiver_expiry": pgettext_lazy("ClockName", "expiry of a waiver"),
            "renewal": pgettext_lazy("ClockName", "renewal"),
            "acknowledgement": pgettext_lazy("ClockName", "acknowledgement"),
        },
        "FactName": {
            "victim_aware": pgettext_lazy("FactName", "the victim is aware"),
            "combatant_only": pgettext_lazy("FactName", "a combatant only"),
            "violent_offender": pgettext_lazy("FactName", "violent offender"),
            "endangers_own_sources": pgettext_lazy("FactName", "endangers own sources"),
            "endangers_partner_sources": pgettext_lazy("FactName", "endangers a partner's sources"),
            "no_reasonable_way": pgettext_lazy("FactName", "no reasonable way"),
            "originator_consulted": pgettext_lazy("FactName", "originator consulted"),
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
            "sentence", "what telling could do to victim, source, suspect and public was weighed"
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
    return readable(code)


def is_worded(code: str) -> bool:
    """Tell whether the code, or each of its parts, has a sentence."""
    head, colon, _about = code.partition(":")
    if colon:
        return is_worded(head)  # what it is about may be the id of a party
    return (
        code in SENTENCES
        or code in WORDS["WaiverGround"]
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
