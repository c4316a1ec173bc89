# SPDX-License-Identifier: Apache-2.0
"""The search index: one entry a report, its words in FTS5 (SQLite) or a tsvector under GIN (PostgreSQL).

The tables are empty after it: `nadhir search --rebuild` fills them with what was held before.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

#: Our own tokens, blanks between them: `ascii` takes every letter beyond ASCII for part of a word, as it stands.
_FTS5 = """
    CREATE VIRTUAL TABLE store_search_words USING fts5(
        title_forms, title_cores, body_forms, body_cores, tokenize = 'ascii'
    )
"""
# A later migration that makes store_searchentry anew (on SQLite: nearly every AlterField) has to make this anew too.
_FORGET = """
    CREATE TRIGGER store_search_words_go_with_their_entry AFTER DELETE ON store_searchentry
    BEGIN DELETE FROM store_search_words WHERE rowid = old.id; END
"""
FORWARD = {
    "sqlite": (_FTS5, _FORGET),
    "postgresql": (
        "ALTER TABLE store_searchentry ADD COLUMN words tsvector",
        "CREATE INDEX search_by_words ON store_searchentry USING gin (words)",
    ),
}
BACKWARD = {
    "sqlite": (
        "DROP TRIGGER store_search_words_go_with_their_entry",
        "DROP TABLE store_search_words",
    ),
    "postgresql": ("DROP INDEX search_by_words", "ALTER TABLE store_searchentry DROP COLUMN words"),
}


def _make(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORWARD[editor.connection.vendor]:
        editor.execute(statement)


def _unmake(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACKWARD[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_containers"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_at", models.DateTimeField()),
                ("language", models.CharField(max_length=35)),
                ("kind", models.CharField(max_length=16)),
                ("word_count", models.PositiveIntegerField()),
                ("is_cut", models.BooleanField()),
                ("is_emptied", models.BooleanField()),
                ("indexer", models.CharField(max_length=40)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.organisation"
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.reportrow"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.sourcerow"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "-held_at", "-report"], name="search_by_arrival")],
            },
        ),
        migrations.RunPython(_make, _unmake),
    ]
