"""One run of a case: the facts its expressions see, and what it decides, passes and makes due.

No code of a diagram is ever run: expressions are FEEL, decisions are tables.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NoReturn, TypedDict

from engine.bpmn.elements import LetterRule, Node
from engine.dmn.errors import DecisionFault
from engine.dmn.kept import facts_decided
from engine.errors import DiagramFailed
from engine.execution import spiff, timers
from engine.execution.loaded import Loaded
from engine.execution.service_levels import in_time
from engine.execution.timers import TimerState
from engine.feel.compile import Expression
from engine.feel.errors import FeelError
from engine.feel.layers import Layers
from engine.feel.limits import MAX_STEPS, Budget
from engine.feel.values import Facts, Value
from engine.witness import witness

MOST_STEPS = 1_000
MOST_ITEMS = 1_000
MOST_WORK = 2 * MAX_STEPS  # what one run may ask of its expressions and tables together

Routing = Facts  # the items of multi-instances that a token stands in, by name


class Instances(TypedDict):
    """How far a multi-instance activity has come, as it is kept with its case."""

    total: int
    done: int
    rest: list[Value]  # the items whose instance has not begun


class Run(spiff.PythonScriptEngine):  # type: ignore[misc]
    """What one run knows and gathers. The facts given are seen under those decided on the way."""

    def __init__(self, loaded: Loaded, facts: Facts, now: datetime | None) -> None:
        self.loaded = loaded
        self.facts: Facts = facts
        self.now = now
        self.decided: list[tuple[str, str, dict[str, Value], tuple[str, ...]]] = []
        self.letters: list[tuple[str, LetterRule]] = []
        self.sent: list[Node] = []
        self.trail: list[str] = []
        self.steps = 0
        self.budget = Budget(MOST_WORK)  # one for all that is worked out on the way

    def evaluate(
        self, task: spiff.Task, expression: Expression | str, external_context: object = None
    ) -> bool:
        """Whether a compiled condition is true, anything else is not; its gateways ask."""
        if isinstance(expression, str):
            raise DiagramFailed("no code in a diagram is run")
        return self.call(expression, self.facts_for(task.data), task.task_spec.node) is True

    def execute(self, task: spiff.Task, script: str, external_context: object = None) -> NoReturn:
        """Refused: no script is run."""
        raise DiagramFailed("no code in a diagram is run")

    def facts_for(self, routing: Routing) -> Facts:
        """The facts as a token sees them: with the item of its multi-instance, if any."""
        return Layers(routing, self.facts) if routing else self.facts

    def value(self, source: str, facts: Facts, node: Node) -> Value:
        """What an expression of *node* comes to."""
        return self.call(self.loaded.expressions[source], facts, node)

    def call(self, expression: Expression, facts: Facts, node: Node) -> Value:
        """What a compiled expression of *node* comes to."""
        try:
            return expression.run(facts, self.budget)
        except FeelError as problem:
            raise DiagramFailed(
                f"'{node.title}' cannot work out '{expression.source}': {problem}"
            ) from problem

    def no_way(self, node: Node, conditions: Iterable[Expression], facts: Facts) -> DiagramFailed:
        """Why a gateway has no way on, with the facts it looked at."""
        names = sorted({name for condition in conditions for name in condition.names})
        values = ", ".join(f"{name} = {_shown(facts.get(name))}" for name in names)
        return DiagramFailed(
            f"'{node.title}' ({node.id}) has no way on: none of its conditions holds for "
            f"{values or 'any facts'}; give it a default flow, or correct the facts"
        )

    def seen(self, node: Node) -> None:
        """Counts and notes that an element has been passed."""
        self.trail.append(node.id)
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise DiagramFailed(
                f"{MOST_STEPS:,} steps were passed without reaching a person; it goes round "
                f"{self._loop()}; give the loop a way out"
            )

    def _loop(self) -> str:
        round_ = dict.fromkeys(self.trail[-200:])
        nodes = self.loaded.model.nodes
        names = [f"'{nodes[key].title}'" for key in round_ if key in nodes]
        return ", ".join(names[:6])

    def act(self, node: Node, routing: Routing) -> None:
        """Does what an automatic element asks for when it is left: facts, messages, letters."""
        if node.sets:
            self._set(node, self.facts_for(routing))
        if node.topic:
            self.sent.append(node)
        for rule in node.letters:
            if rule.when is None or self.value(rule.when, self.facts_for(routing), node) is True:
                self.letters.append((node.id, rule))

    def _set(self, node: Node, facts: Facts) -> None:
        values = {key: self.value(source, facts, node) for key, source in node.sets.items()}
        self._keep(node, "", values, ())

    def _keep(
        self, node: Node, decision: str, values: dict[str, Value], basis: tuple[str, ...]
    ) -> None:
        self.facts = Layers(values, self.facts)
        self.decided.append((node.id, decision, values, basis))

    def decide(self, node: Node, routing: Routing) -> None:
        """Asks a decision table, and keeps what it says as facts."""
        name = node.decision or ""
        tables = self.loaded.decisions[name]
        try:
            decision = tables.decide(name, self.facts_for(routing), self.budget)
        except (DecisionFault, FeelError) as problem:
            raise DiagramFailed(f"'{node.title}' cannot decide: {problem}") from problem
        if (onlooker := witness()) is not None:
            for row in decision.trail:
                onlooker.matched(row.decision, row.index)
        outputs = tables.outputs(name)
        basis = [note for row in decision.trail for note in row.annotations.values() if note]
        values = facts_decided(decision.value, node.result, outputs)
        self._keep(node, name, values, tuple(dict.fromkeys(basis)))

    def items_for(self, node: Node, routing: Routing) -> list[Value]:
        """The items of a multi-instance activity, in their order."""
        several = node.several
        assert several is not None
        source = several.collection or several.count or ""
        items = self.value(source, self.facts_for(routing), node)
        if several.collection is None:
            count = int(items) if isinstance(items, Decimal | int) else -1
            items = [Decimal(n) for n in range(1, count + 1)] if 0 <= count <= MOST_ITEMS else None
        if not isinstance(items, list) or len(items) > MOST_ITEMS:
            wanted = f"a list of at most {MOST_ITEMS:,}"
            raise DiagramFailed(
                f"'{node.title}' is to be done for each of '{source}', which is {_shown(items)}; "
                f"it must be {wanted if several.collection else 'a number up to 1,000'}"
            )
        return list(items)

    def enough(self, node: Node, routing: Routing, instances: Instances) -> bool:
        """Whether the completion condition of a multi-instance activity holds."""
        several = node.several
        if several is None or several.done_when is None:
            return False
        counts = {
            "nrOfInstances": Decimal(instances["total"]),
            "nrOfCompletedInstances": Decimal(instances["done"]),
            "nrOfActiveInstances": Decimal(
                instances["total"] - instances["done"] - len(instances["rest"])
            ),
        }
        facts = Layers(counts, self.facts_for(routing))
        return self.value(several.done_when, facts, node) is True

    def wind(self, node: Node, routing: Routing) -> TimerState:
        """How a timer stands when it begins to run."""
        assert node.timer is not None
        value: Value = node.timer.source
        if node.timer.source in self.loaded.expressions:
            value = self.value(node.timer.source, self.facts_for(routing), node)
        value = in_time(value, node.attached_to or node.id, self.facts_for(routing), self._now())
        timer = timers.wind(node.timer.kind, value, self._now())
        if timer is None:
            raise DiagramFailed(
                f"the timer '{node.title}' has no time: '{node.timer.source}' is {_shown(value)}; "
                "it must be a date, a duration such as P14D, working days, or a service level that "
                "the reference tables have for its step"
            )
        return timer

    def wind_on(self, timer: TimerState) -> TimerState | None:
        """How a repeating timer stands after it has fired, or None when it is done."""
        return timers.wind_on(timer, self._now())

    def _now(self) -> datetime:
        assert self.now is not None
        return self.now


def _shown(value: Value) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    if value is None:
        text = "null"
    return text if len(text) <= 80 else f"{text[:77]}…"
