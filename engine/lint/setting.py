"""What the rules must be told: roles, topics, facts and steps no diagram can say for itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Setting:
    """The world a definition is checked against; None for roles or topics means "do not judge"."""

    roles: Collection[str] | None = None
    topics: Collection[str] | None = None
    derived: frozenset[str] = field(default_factory=frozenset)  # facts that every case holds
    # definition key → the steps without which no consent is lawful
    statutory: Mapping[str, frozenset[str]] = field(default_factory=dict)
    # a step that the law gives to somebody → the roles of whoever that is
    lawful_roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
