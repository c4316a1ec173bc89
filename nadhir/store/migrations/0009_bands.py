"""Marks, and the two tables of band keys.

On SQLite these two are kept WITHOUT ROWID, which Django does not write: the primary key is the table, half the size
and one look-up instead of two.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("store_band", "store_band_fresh")


def make_tables(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    tail = " WITHOUT ROWID" if is_sqlite else ""
    for table in TABLES:
        schema_editor.execute(
            f'CREATE TABLE "{table}" ("key" bigint NOT NULL, "number" bigint NOT NULL, PRIMARY KEY ("key", "number"))'
            + tail
        )


def drop_tables(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        schema_editor.execute(f'DROP TABLE "{table}"')


def _band(name: str, table: str) -> migrations.CreateModel:
    return migrations.CreateModel(
        name=name,
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(
                    "key", "number", blank=True, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("key", models.BigIntegerField()),
            ("number", models.BigIntegerField()),
        ],
        options={"db_table": table},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0008_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("embedder", models.CharField(blank=True, max_length=64)),
                ("vector", models.BinaryField(default=b"")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.reportrow"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["organisation", "at"], name="mark_by_time")]},
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make_tables, drop_tables)],
            state_operations=[_band("Band", "store_band"), _band("FreshBand", "store_band_fresh")],
        ),
    ]
