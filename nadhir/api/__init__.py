# SPDX-License-Identifier: Apache-2.0
"""REST for machines: handing reports in with an intake key, the latest checkpoint, and whether the house is well.

Follows OpenAPI 3.1; `openapi.json` beside this file is the contract, and a test holds it to the code. Promise: fields
that are not in the contract are refused, never dropped; every answer that is no success has one shape (what, where,
what to do); a key lets one system hand in reports of one source and read nothing at all.
It shows no report and no case, and there is no way past the release: that needs people at the desk.
"""
