"""Runs the rules over a bundle with the roles, facts and law of the reference tables."""

from collections.abc import Mapping
from datetime import date

from engine.analysis.setting import Setting
from engine.definitions.notices import topics
from engine.lint.finding import Finding
from engine.lint.run import check
from engine.people.reference import Reference, Row
from engine.section26.derived import DERIVED, groups
from engine.times import REMINDER, SERVICE_LEVEL


def check_bundle(
    files: Mapping[str, bytes], reference: Reference, day: date
) -> tuple[Finding, ...]:
    """What the rules find in a bundle under the law of that day, errors first."""
    return check(files, setting_of(reference, day))


def setting_of(reference: Reference, day: date) -> Setting:
    """What the rules are told of the world on that day."""
    return Setting(
        roles=reference.lane_roles(day),
        titles={role: reference.role_title(role, day) for role in reference.roles(day)},
        topics=topics(),
        derived=DERIVED,
        groups=groups(reference, day),
        levels=_levels(reference, day),
        law=reference.law(day),
    )


def _levels(reference: Reference, day: date) -> dict[str, frozenset[str]]:
    """By step, which times its service levels answer whatever the urgency of a case."""
    levels = reference.service_levels(day)
    return {step: _times_in(rows) for step, rows in levels.items()}


def _times_in(rows: list[Row]) -> frozenset[str]:
    if all(row.get("urgency") for row in rows):
        return frozenset()  # a case of another urgency has none
    has_reminders = all(row.get("reminder") for row in rows)
    return frozenset({SERVICE_LEVEL, REMINDER} if has_reminders else {SERVICE_LEVEL})
