"""A bundle made ready to run: diagrams, conditions and decision tables, read once and shared."""

from collections.abc import Iterator, Mapping

from engine.bpmn.calls import called_processes, calls_of
from engine.bpmn.elements import Model, Node
from engine.bpmn.read import SUFFIXES, read
from engine.bpmn.sources import sources
from engine.bpmn.xml import parse
from engine.dmn.errors import DecisionFault
from engine.dmn.read import Decisions
from engine.dmn.read import read as read_decisions
from engine.errors import DiagramRefused
from engine.execution import spiff
from engine.execution.loaded import Loaded
from engine.execution.parser import DiagramParser
from engine.feel.compile import Expression, compile_expression
from engine.feel.errors import FeelError
from engine.times import is_time

# Oddities that a case can run with: somebody must still put them right before publishing.
RUNS_ANYWAY = frozenset({"nesting", "no-role", "role"})


def load(files: Mapping[str, bytes], key: str) -> Loaded:
    """The definition in *files* whose top process is *key*; DiagramRefused if it cannot run."""
    model = read(files)
    stops = [oddity for oddity in model.oddities if oddity.rule not in RUNS_ANYWAY]
    if stops:
        more = f" ({len(stops) - 1} more like this)" if len(stops) > 1 else ""
        raise DiagramRefused(stops[0].sentence + more, stops[0].element)
    if key not in model.processes:
        raise DiagramRefused(f"there is no process '{key}' in this bundle")
    inside = called_processes(calls_of(model), [key])
    expressions = _compile_expressions(model, inside)
    decisions = _read_decisions(files)
    _check_decisions(model, inside, decisions)
    spec, scopes = _specs(files, model, expressions, key)
    return Loaded(model, key, spec, scopes, expressions, decisions)


def _compile_expressions(model: Model, inside: set[str]) -> dict[str, Expression]:
    compiled: dict[str, Expression] = {}
    for node in model.nodes.values():
        if node.process not in inside:
            continue
        for source in (*_feel(node), *_conditions(model, node)):
            try:
                compiled[source] = compile_expression(source)
            except FeelError as problem:
                sentence = f"'{node.title}' has an expression that cannot be read: '{source[:200]}'"
                raise DiagramRefused(f"{sentence}: {problem}", node.id) from problem
    return compiled


def _feel(node: Node) -> Iterator[str]:
    timed = (node.due, node.timer.source if node.timer else None)
    for source in sources(node):
        if source not in timed or not is_time(source):
            yield source


def _conditions(model: Model, node: Node) -> Iterator[str]:
    for flow in model.outgoing(node.id):
        if flow.condition:
            yield flow.condition


def _read_decisions(files: Mapping[str, bytes]) -> dict[str, Decisions]:
    decisions: dict[str, Decisions] = {}
    for file in sorted(name for name in files if name.endswith(".dmn")):
        try:
            tables = read_decisions(files[file])
        except DecisionFault as problem:
            raise DiagramRefused(f"{file}: {problem}") from problem
        decisions.update(dict.fromkeys(tables.ids, tables))
    return decisions


def _check_decisions(model: Model, inside: set[str], decisions: Mapping[str, Decisions]) -> None:
    for node in model.nodes.values():
        if node.process in inside and node.decision and node.decision not in decisions:
            raise DiagramRefused(
                f"'{node.title}' uses the decision '{node.decision}', which is not in this "
                "bundle; add its table, or choose another",
                node.id,
            )


def _specs(
    files: Mapping[str, bytes], model: Model, expressions: Mapping[str, Expression], key: str
) -> tuple[spiff.BpmnProcessSpec, Mapping[str, spiff.BpmnProcessSpec]]:
    parser = DiagramParser(model, expressions)
    try:
        for file in sorted(name for name in files if name.endswith(SUFFIXES)):
            parser.add(parse(files[file], file), file)
        return parser.get_spec(key), parser.get_subprocess_specs(key)
    except (spiff.SpiffWorkflowException, RecursionError) as problem:
        raise DiagramRefused(f"the diagram cannot be followed: {str(problem)[:300]}") from problem
