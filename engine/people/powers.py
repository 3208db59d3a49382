"""What a role lets its holders do beside the tasks of cases: words of the table of roles."""

from enum import StrEnum


class Power(StrEnum):
    """A right that a row of the table of roles gives to whoever holds the role."""

    OPEN_CASES = "open_cases"  # of the force they hold the role in, where a process names nobody
    READ_CASES = "read_cases"  # every case, of whatever force
    HAND_OVER_TASKS = "hand_over_tasks"  # of everybody in their organisation
    CHANGE_DEFINITIONS = "change_definitions"
    READ_DEFINITIONS = "read_definitions"
    MANAGE_PEOPLE = "manage_people"
    READ_PEOPLE = "read_people"
    MEND_INCIDENTS = "mend_incidents"
    READ_INCIDENTS = "read_incidents"
