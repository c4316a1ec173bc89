# SPDX-License-Identifier: Apache-2.0
"""terms ⇄ bytes: how a warning, and what is known of a threat, is written for other houses and read from them.

Promise: what is written is valid by the standard's own schema; `parse(write(x)) == x`; what is read is understood
or refused with the place and the reason, and can neither reach out, nor blow up, nor smuggle anything in. A person who
is threatened is never named in an export unless the caller says so in so many words.

    cap12    WarningMessage ⇄ CAP 1.2
    edxl     Distribution ⇄ EDXL-DE 1.0, the envelope round a CAP message
    tlp2     Marking ⇄ TLP 2.0 as text, as STIX marking, and as EDXL's confidentiality
    stix21   ThreatExport ⇄ STIX 2.1 bundle
    misp     Event ⇄ MISP core format
    taxii21  envelopes, media types and cursors of TAXII 2.1

Pure: bytes in, values out, and back. It sends nothing, decides on no marking, and verifies no signature.
"""
