"""Runs the rules over a bundle with the roles, facts and law of the reference tables. Pure."""

from collections.abc import Mapping

from engine.lint.finding import Finding
from engine.lint.run import check
from engine.lint.setting import Setting
from engine.people.reference import Reference

DERIVED = frozenset(
    {
        "assisting_force_type",
        "body",
        "case_ref",
        "chief_officer_salutation",
        "chief_officer_title",
        "force",
        "force_id",
        "force_name",
        "foreign_office",
        "home_office",
        "ipab",
        "ipab_departments",
        "ipab_exists",
        "ipab_members",
        "lpb_name",
        "lpb_type",
        "markings",
        "other_route",
        "today",
    }
)
TOPICS = frozenset({"reminder", "escalation"})


def check_bundle(files: Mapping[str, bytes], reference: Reference) -> tuple[Finding, ...]:
    """What the rules find in a bundle, errors first."""
    setting = Setting(
        roles=reference.lane_roles,
        topics=TOPICS,
        derived=DERIVED,
        law=reference.law,
    )
    found = check(files, setting)
    return tuple(sorted(found, key=lambda one: one.severity != "error"))
