# SPDX-License-Identifier: Apache-2.0
"""Organisations, and the officers who work for them."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from nadhir.store.scope import ScopedManager


class Organisation(models.Model):
    """A holder of reports: its country, the pack of law or policy it works under, and its time zone."""

    key = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    pack = models.CharField(max_length=64)
    timezone = models.CharField(max_length=64)
    yardstick = models.CharField(max_length=16, blank=True)  # of likelihood; empty: the one usual in its country
    contact = models.CharField(max_length=200, blank=True)  # whom a recipient may call; said in every warning

    objects = models.Manager["Organisation"]()


class OfficerManager(BaseUserManager["Officer"]):
    """Finds the officer who logs in; every other load of officers goes through the organisation."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        """Return the officer with this account name."""
        return self.get(username=username)


class Officer(AbstractBaseUser):
    """An account: one person, one organisation. Rights come from `RoleGrant` alone; there is no superuser."""

    username = models.CharField(max_length=64, primary_key=True)
    display_name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=35, default="en")
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    must_change_password = models.BooleanField(default=False)  # it was set by somebody else
    deputy = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+"
    )  # told when a clock ran out

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = OfficerManager()


class RoleGrant(models.Model):
    """One role of one officer, and who granted it; a grant is ended, never deleted."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)
    granted_by = models.CharField(max_length=64, blank=True)  # empty: the installation's first account
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = models.Manager["RoleGrant"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "role"], condition=models.Q(ended_at=None), name="one_grant_of_a_role_at_a_time"
            )
        ]


class AuthorityProposal(models.Model):
    """What one administrator proposed of an account that can stand for warnings, until a second person confirms it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)  # to be granted
    password = models.CharField(max_length=128, blank=True)  # its hash, where one is to be set
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True)  # confirmed, or replaced by another

    objects = ScopedManager["AuthorityProposal"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer"], condition=models.Q(ended_at=None), name="one_proposal_of_an_officer_at_a_time"
            )
        ]


class DutyTurn(models.Model):
    """One turn of the rota: the officer who takes command of what the system opens meanwhile."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)  # none: until another's turn begins
    set_by = models.CharField(max_length=64)
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken off the rota

    objects = ScopedManager["DutyTurn"]()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-from_at"], name="turn_of_duty")]
