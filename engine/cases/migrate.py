"""Moves a running case to another version of its definition, or says why it cannot. Pure.

A move changes what is drawn around a case, never how far it has come: tasks, drafts and running
timers stay what they are, and no step is passed. A case is moved only if it can still end.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from engine.analysis.definition import Definition
from engine.cases import runtime
from engine.cases.ending import cannot_end, places
from engine.cases.lacking import lacking, needs
from engine.cases.obstacles import obstacles
from engine.cases.outcome import Outcome
from engine.cases.rebinding import Rebinding
from engine.cases.saved import dump, restore
from engine.errors import DiagramFailed
from engine.execution.loaded import Loaded
from engine.execution.run import Run
from engine.execution.scopes import CaseWorkflow
from engine.feel.values import Facts


@dataclass(frozen=True, slots=True)
class Migrated:
    """A case as it stands on the new version, and what is no longer as it was."""

    outcome: Outcome
    changes: tuple[str, ...]
    standing: frozenset[str]  # places, as engine.analysis.routes names them

    @property
    def saved(self) -> bytes:
        """The state to keep."""
        return self.outcome.saved


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a case stays on its version: one sentence for each obstacle."""

    sentences: tuple[str, ...]


def migrate(
    saved: bytes, old: Loaded, new: Loaded, facts: Facts, now: datetime
) -> Migrated | Reasons:
    """The case on the *new* version, as far on as it was, or the reasons it cannot go there."""
    was = restore(saved, old, Run(old, facts, now))
    if was.completed:
        return Reasons(("the case has ended",))
    if new.key != old.key:
        return Reasons((f"the case runs '{old.key}', which is another process than '{new.key}'",))
    reasons = tuple(dict.fromkeys(obstacles(was, new)))
    if reasons:
        return Reasons(reasons)
    try:
        return _move(was, new, facts, now)
    except DiagramFailed as problem:
        return Reasons((str(problem),))


def _move(was: CaseWorkflow, new: Loaded, facts: Facts, now: datetime) -> Migrated | Reasons:
    rebinding = Rebinding(was, new, Run(new, facts, now))
    case = rebinding.case()
    reasons = tuple(cannot_end(case, new))
    if reasons:
        return Reasons(reasons)
    outcome = runtime.settle(new, dump(case), facts, now)
    if outcome.passed:
        title = new.model.nodes[outcome.passed[0]].title
        return Reasons((f"the case would go past '{title}' at once, and a move takes no step",))
    return Migrated(outcome, tuple(rebinding.changes), frozenset(places(case, new.model)))


def supplied(
    migrated: Migrated, definition: Definition, facts_asked: Collection[str]
) -> Migrated | Reasons:
    """The same case, once it is known that the facts it *facts_asked* take it to its end.

    A letter that could not be written keeps it where it is; a condition that would find a blank is
    one of its changes.
    """
    lacks = lacking(definition, needs(definition), migrated.standing, facts_asked)
    if lacks.stops:
        return Reasons(lacks.stops)
    return replace(migrated, changes=(*migrated.changes, *lacks.blanks))
