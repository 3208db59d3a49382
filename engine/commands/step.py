"""One step on one case, gathered first and kept whole: facts, letters, tasks, jobs, audit."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from sqlalchemy import Connection, bindparam, update

from engine.audit.rows import PreparedWrite, Rows
from engine.bpmn.elements import LetterRule, Node
from engine.cases.facts import Setter, keep_facts
from engine.cases.outcome import Outcome
from engine.cases.rows import CaseRow
from engine.cases.tables import task
from engine.cases.values import texts_of, to_json
from engine.commands.certifying import ReliedOn, sealed_certificate
from engine.commands.context import CommandContext
from engine.commands.projections import keep_jobs, keep_tasks
from engine.commands.settling import Moved, settle
from engine.commands.writing import Writer, Written, keep_letters, write_letter
from engine.crash import crash_point
from engine.errors import DiagramFailed
from engine.execution.loaded import Loaded
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.layers import Layers
from engine.feel.values import Facts
from engine.section26.derived import kept

_CLOSE = PreparedWrite(
    update(task).where(task.c.uid == bindparam("closing")).values(version=task.c.version + 1)
)


@dataclass
class Step:
    """What a command is about to keep on a case; nothing is written until `keep`."""

    context: CommandContext
    case_row: CaseRow
    loaded: Loaded
    event: str
    element: str | None = None
    task: str | None = None
    answers: dict[str, object] = field(default_factory=dict)
    gathered: tuple[str, str] | None = None  # list fact and item, for one of several instances
    letters: list[Written] = field(default_factory=list)
    outcome: Outcome | None = None
    closes: bool = False  # this step finishes its task for the person who did it
    note: Mapping[str, object] = field(default_factory=dict)
    also: Callable[[Rows], object] | None = None  # what else the command keeps
    relied: ReliedOn | None = None  # what a decision of the law rests on, to be certified

    def move(self, outcome: Outcome) -> Facts:
        """The facts as the engine left them; the letters of its automatic steps are written."""
        self.outcome = outcome
        for letter in outcome.letters:
            self.write(letter.rule, outcome.facts, Writer(letter.element))
        return outcome.facts

    def write(self, rule: LetterRule, facts: Facts, writer: Writer) -> None:
        """Writes a letter of this step, to be kept with it."""
        letter = write_letter(self.context, self.case_row, rule, facts, writer, self.letters)
        self.letters = [*self.letters, letter]

    def keep(self, facts: Facts) -> None:
        """Keeps everything in one transaction: the case's guard first, the entry last."""
        crash_point("after_letters")
        answers, follows = texts_of(self.answers), texts_of(self._follows(facts))
        body, changes = self._body(answers, follows), self._changes(facts)
        with self.context.keeping(self.case_row, self.event, body, **changes) as rows:
            self._keep_facts(rows.db, answers, follows)
            keep_letters(rows, self.case_row.id, self.letters, self.context)
            if self.closes:
                self._close_task(rows)
            if self.outcome is not None:
                keep_tasks(rows, self.context, self.case_row.id, self.loaded, self.outcome)
                keep_jobs(rows, self.context, self.case_row, self.outcome)
            if self.also is not None:
                self.also(rows)
            if self.relied is not None:
                body |= self._certified(rows.db, body, self.relied)
            if self.case_row.incidents:
                movement = Moved(self.task if self.closes else None, self.outcome is not None)
                settle(rows, self.case_row.id, self.context.now, self.context.person, movement)

    def _certified(
        self, db: Connection, body: dict[str, object], relied: ReliedOn
    ) -> dict[str, object]:
        entry = self.context.entry(self.event, {"case": self.case_row.reference, **body})
        return {"certificate": sealed_certificate(db, self.case_row, entry, relied)}

    def _changes(self, facts: Facts) -> dict[str, object]:
        changes: dict[str, object] = {}
        if facts.get("title"):
            changes["title"] = str(facts["title"])[:200]
        if self.outcome is not None:
            changes |= state_of(self.outcome)
        return changes

    def _keep_facts(
        self, db: Connection, answers: Mapping[str, str], follows: Mapping[str, str]
    ) -> None:
        context, case = self.context, self.case_row.id
        over = context.kept_facts  # the guard has seen to it that these are the rows there are
        setter = Setter(context.now, context.person, self.task, self.element)
        item = None
        if self.gathered is not None:
            key, item = self.gathered
            answers = {key: to_json(self.answers)}
        keep_facts(db, case, answers, setter, over=over, item=item)
        keep_facts(db, case, follows, Setter(context.now, None, None, None), over=over)
        if self.outcome is not None:
            keep_decided(db, case, self.outcome, context.now)

    def _close_task(self, rows: Rows) -> None:
        status = "done" if self.outcome is not None else "signing"
        closing = {"closed_at": self.context.now, "closed_by": self.context.person}
        rows.run(_CLOSE, {"closing": self.task, "status": status, **closing})

    def _body(self, answers: Mapping[str, str], follows: Mapping[str, str]) -> dict[str, object]:
        node = self.loaded.model.nodes.get(self.element or "")
        body: dict[str, object] = {
            "element": self.element,
            "title": node.title if node else "",
            "task": self.task,
            "facts": digests(answers),
            "letters": [letter.brief for letter in self.letters],
            **self._also_kept(follows),
            **self.note,
        }
        if self.outcome is not None:
            body |= told_of(self.outcome)
        return body

    def _also_kept(self, follows: Mapping[str, str]) -> dict[str, object]:
        """The digests of what is kept beside the answers, so that every row can be checked."""
        also: dict[str, object] = {"follows": digests(follows)}
        if self.gathered is not None:
            also["gathered"] = [*self.gathered, _digest(to_json(self.answers))]
        return {name: value for name, value in also.items() if value}

    def _follows(self, facts: Facts) -> dict[str, object]:
        """What follows from the force and the day, and is no longer what is kept."""
        kept_facts = self.context.kept_facts
        old_facts: Facts = {} if kept_facts is None else kept_facts
        return {key: value for key, value in kept(facts).items() if old_facts.get(key) != value}


def digests(texts: Mapping[str, str]) -> dict[str, str]:
    """What the log says of facts: the SHA-256 of each text as it is kept."""
    return {key: _digest(text) for key, text in texts.items()}


def keep_decided(db: Connection, case: int, outcome: Outcome, now: datetime) -> None:
    """Keeps the facts that the engine's own steps decided."""
    for decided in outcome.decided:
        keep_facts(db, case, texts_of(decided.facts), Setter(now, None, None, decided.element))


class State(TypedDict):
    """The columns of a case that follow from what the engine decided."""

    state: bytes
    state_sha256: str
    status: str
    ended_as: str | None


def state_of(outcome: Outcome) -> State:
    """What a case's row says of where it is."""
    return State(
        state=outcome.saved,
        state_sha256=hashlib.sha256(outcome.saved).hexdigest(),
        status="ended" if outcome.ended else "open",
        ended_as=outcome.ended,
    )


def kept_by(node: Node, facts: Facts) -> dict[str, object]:
    """The facts that a step keeps by its `set.<key>` properties, in order, each seeing the last."""
    step_facts: dict[str, object] = {}
    for key, source in node.sets.items():
        try:
            step_facts[key] = compile_expression(source)(Layers(step_facts, facts))
            to_json(step_facts[key])
        except (FeelError, TypeError) as problem:
            raise DiagramFailed(f"'{node.title}' cannot keep '{key}': {problem}") from problem
    return step_facts


def told_of(outcome: Outcome) -> dict[str, object]:
    """What the audit log says of what the engine decided."""
    return {
        "passed": list(outcome.passed),
        "ended": outcome.ended,
        "state": hashlib.sha256(outcome.saved).hexdigest(),
        "decided": [
            {
                "decision": decision.decision,
                "facts": texts_of(decision.facts),
                "basis": list(decision.basis),
            }
            for decision in outcome.decided
        ],
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
