# SPDX-License-Identifier: Apache-2.0
"""What is kept: Django models, their migrations, and the way between a row and a term.

Promise: each row holds the whole term as JSON beside the few columns that are searched by, and gives back exactly the
term that went in; sealed values lie encrypted under a key of their subject, and destroying that key erases the person;
a model that belongs to an organisation cannot be read without saying whose: an unscoped query raises.

It decides nothing and opens no transaction: `casework` does. The texts of reports lie in the clear, since linking and
searching read them all: the disk under the database must be encrypted (docs/settings.md).
"""
