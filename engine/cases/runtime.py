"""A case taken one step on: begin, complete, trigger a timer, correlate a message.

Pure: a state and facts come in, an Outcome goes out. Nothing here reads a clock or keeps anything;
the same state, facts and moment always give the same outcome, byte for byte.
"""

from datetime import datetime

from engine.cases.outcome import (
    Decided,
    LetterDue,
    MessageDue,
    OpenTask,
    Outcome,
    TimerDue,
)
from engine.cases.saved import dump, restore
from engine.cases.values import to_json
from engine.errors import DiagramFailed, Stale
from engine.execution import timers
from engine.execution.event_definitions import Message
from engine.execution.events import Catching
from engine.execution.loaded import Loaded
from engine.execution.run import Run
from engine.execution.scopes import CaseWorkflow
from engine.execution.tokens import READY, WAITING, Token
from engine.feel.values import Facts

LONGEST = 100  # the name of a fact, and of whoever a step is for


def begin(loaded: Loaded, facts: Facts, now: datetime) -> Outcome:
    """A new case, run to the first steps that wait."""
    run = Run(loaded, facts, now)
    case = CaseWorkflow(loaded.spec, loaded.scopes, run)
    case.start()
    return _run_on(case, run)


def complete(loaded: Loaded, saved: bytes, task_uid: str, facts: Facts, now: datetime) -> Outcome:
    """The case after a person's step is done; Stale when that step is not open."""
    run = Run(loaded, facts, now)
    case = restore(saved, loaded, run)
    token = _find(case, task_uid)
    if token is None or token.state != READY:
        raise Stale("this step is no longer open; look at the case again to see where it is")
    token.run()
    return _run_on(case, run)


def trigger_timer(
    loaded: Loaded, saved: bytes, timer_uid: str, facts: Facts, now: datetime
) -> Outcome:
    """The case after a timer has gone off; Stale when that timer is not running."""
    run = Run(loaded, facts, now)
    case = restore(saved, loaded, run)
    token = _find(case, timer_uid)
    if token is None or token.state != WAITING or "due" not in token.internal_data:
        raise Stale("this timer is no longer running; the case has moved on")
    token.task_spec.wake(token)
    return _run_on(case, run)


def correlate_message(
    loaded: Loaded, saved: bytes, message: str, facts: Facts, now: datetime
) -> Outcome:
    """The case after a message has come; Stale when nothing in it waits for that message."""
    run = Run(loaded, facts, now)
    case = restore(saved, loaded, run)
    if not case.correlate(Message(message)):
        raise Stale(f"this case is not waiting for '{message}'; look at where it is now")
    return _run_on(case, run)


def settle(loaded: Loaded, saved: bytes, facts: Facts, now: datetime) -> Outcome:
    """The case after every join that could go on where it stands has gone on."""
    run = Run(loaded, facts, now)
    case = restore(saved, loaded, run)
    for scope in list(case.scopes):
        for token in list(scope.tokens):
            if token.came_from and token.state == WAITING:
                token.task_spec.arrive(token)
    return _run_on(case, run)


def look(
    loaded: Loaded, saved: bytes, facts: Facts
) -> tuple[tuple[OpenTask, ...], tuple[TimerDue, ...]]:
    """The steps a saved case has open and the timers it has running."""
    run = Run(loaded, facts, None)
    case = restore(saved, loaded, run)
    return _open_tasks(case, run), _timers(case)


def awaited(loaded: Loaded, saved: bytes) -> frozenset[str]:
    """The names of the messages that a saved case waits for."""
    nodes = loaded.model.nodes
    return frozenset(str(nodes[element].message) for element in listening(loaded, saved))


def listening(loaded: Loaded, saved: bytes) -> tuple[str, ...]:
    """The ids of the elements at which a saved case waits for a message, the oldest first."""
    case = restore(saved, loaded, Run(loaded, {}, None))
    tokens = [t for s in case.scopes for t in s.tokens if isinstance(t.task_spec, Catching)]
    nodes = [t.task_spec.node for t in sorted(tokens, key=lambda t: t.id)]
    return tuple(dict.fromkeys(node.id for node in nodes if node.message))


def ended_at(loaded: Loaded, saved: bytes) -> str | None:
    """The title of the end event at which a saved case has ended, or None while it goes on."""
    case = restore(saved, loaded, Run(loaded, {}, None))
    return loaded.model.at(case.last_end or "its_last_step").title if case.completed else None


def _find(case: CaseWorkflow, uid: str) -> Token | None:
    if not (uid.isascii() and uid.isdigit() and len(uid) < 20) or uid == "0":
        return None
    return next((s.tasks[int(uid)] for s in case.scopes if int(uid) in s.tasks), None)


def _run_on(case: CaseWorkflow, run: Run) -> Outcome:
    case.run_on()
    _check_keepable(run)
    open_tasks = _open_tasks(case, run)
    if not case.completed and not open_tasks:
        _check_stuck(case)
    return Outcome(
        saved=dump(case),
        open_tasks=open_tasks,
        timers=_timers(case),
        letters=tuple(LetterDue(element, rule) for element, rule in run.letters),
        messages=tuple(
            MessageDue(node.id, node.topic or "", node.properties.get("about") or None)
            for node in run.sent
        ),
        decided=tuple(Decided(*decided) for decided in run.decided),
        passed=tuple(run.trail),
        ended=(case.last_end or run.trail[-1]) if case.completed else None,
        facts=run.facts,
    )


def _check_keepable(run: Run) -> None:
    """DiagramFailed for what a decision or an automatic step found that no fact can be."""
    for element, _, results, _ in run.decided:
        title = run.loaded.model.at(element).title
        for key, value in results.items():
            if len(key) > LONGEST:
                raise DiagramFailed(f"'{title}' cannot keep '{key[:40]}…': the name is too long")
            try:
                to_json(value)
            except TypeError as problem:
                raise DiagramFailed(
                    f"'{title}' cannot keep '{key}': {problem}; "
                    "let it come to text, numbers, dates or lists of them"
                ) from problem


def _open_tasks(case: CaseWorkflow, run: Run) -> tuple[OpenTask, ...]:
    ready = [t for scope in case.scopes for t in scope.tokens if t.state == READY]
    return tuple(_open_task(token, run) for token in sorted(ready, key=lambda t: t.id))


def _open_task(token: Token, run: Run) -> OpenTask:
    node, routing = token.task_spec.node, token.data
    organisation = None
    if node.organisation:
        value = run.value(node.organisation, run.facts_for(routing), node)
        organisation = str(value) if value is not None else None
        if organisation and len(organisation) > LONGEST:
            raise DiagramFailed(
                f"'{node.title}' is for an organisation whose name is longer than {LONGEST} "
                f"characters: correct its expression '{node.organisation}'"
            )
    item = list(routing.values())[-1] if routing else None
    return OpenTask(str(token.id), node.id, item, organisation, dict(routing))


def _timers(case: CaseWorkflow) -> tuple[TimerDue, ...]:
    running = [t for s in case.scopes for t in s.tokens if "due" in t.internal_data]
    return tuple(
        TimerDue(str(t.id), t.task_spec.node.id, timers.due_at(t.internal_data["due"]))
        for t in sorted(running, key=lambda t: t.id)
    )


def _waits_for_event(token: Token) -> bool:
    """Whether the case goes on with an event here; what only listens beside it does not count."""
    return isinstance(token.task_spec, Catching) and not token.task_spec.listens


def _check_stuck(case: CaseWorkflow) -> None:
    tokens = [token for scope in case.scopes for token in scope.tokens]
    if any(_waits_for_event(token) for token in tokens):
        return
    joins = {t.task_spec.node.title for t in tokens if t.state == WAITING}
    names = ", ".join(f"'{title}'" for title in sorted(joins))
    raise DiagramFailed(
        f"the case would stop for ever: {names} waits for a branch that can no longer arrive; "
        "correct the gateway in the diagram"
    )
