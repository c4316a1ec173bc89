# SPDX-License-Identifier: Apache-2.0
"""The ways out of the house, one folder each; delete the folder and the channel is gone.

Promise: a channel hands over exactly the parcel it is given, says whether it was taken for carriage or lies with the
addressee, and fails in one of two ways: it may work later, or it never will. A retry bears the same key. A drill's
parcel goes out by no live channel, and a live one by no drill's. They satisfy `Channel` of `casework.ports` by shape.

| folder | what it does | arrival is known by |
| --- | --- | --- |
| `liaison` | writes the hand-over note that a named intermediary takes to the addressee | what a person records |
| `by_person` | writes the note of what is said in person or by telephone | what a person records |
| `secure_page` | writes a notice without content, with the address of a page made for one recipient | the page |
| `smtp` | mails that notice | the page |
| `drop` | puts a file with its signature into a folder that somebody else collects from | a receipt beside it |
| `drill` | the double of each of these in a drill, which reaches nobody | nothing |

`parcels` and `folders` are what they share: the shape of a parcel, and writing a file whole or not at all. They decide
nothing about who is told what. Left for later: web hook, TAXII and public alert (issue 7).
"""
