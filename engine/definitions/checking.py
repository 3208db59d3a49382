"""Runs the rules over a bundle with the roles, facts and law of the reference tables."""

from collections.abc import Mapping

from engine.analysis.setting import Setting
from engine.definitions.notices import topics
from engine.lint.finding import Finding
from engine.lint.run import check
from engine.people.reference import Reference
from engine.section26.derived import DERIVED


def check_bundle(files: Mapping[str, bytes], reference: Reference) -> tuple[Finding, ...]:
    """What the rules find in a bundle, errors first."""
    setting = Setting(
        roles=reference.lane_roles,
        titles={role: reference.role_title(role) for role in reference.roles},
        topics=topics(),
        derived=DERIVED,
        law=reference.law,
    )
    return check(files, setting)
