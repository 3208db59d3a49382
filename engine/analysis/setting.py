"""What the rules must be told: roles, topics, facts and law no diagram can say for itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from engine.people.law import Law


@dataclass(frozen=True)
class Setting:
    """The world a definition is checked against; None means "do not judge"."""

    roles: Collection[str] | None = None
    titles: Mapping[str, str] = field(default_factory=dict)  # what people call a role
    topics: Collection[str] | None = None
    derived: frozenset[str] = field(default_factory=frozenset)  # facts that every case holds
    groups: Mapping[str, Collection[str]] = field(default_factory=dict)  # the values in such facts
    levels: Mapping[str, Collection[str]] | None = None  # what a step may leave to its levels
    law: Law = field(default_factory=Law)  # what the reference tables protect

    def role_called(self, role: str | None) -> str:
        """How a sentence names a role: `Chief officer (chief_officer)`, or by its id alone."""
        title = self.titles.get(role or "")
        return f"{title} ({role})" if title else f"'{role}'"
