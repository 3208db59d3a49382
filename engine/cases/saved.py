"""The saved state of a case: which tokens stand where, in a few hundred bytes. Pure.

A JSON array, format 1: version, last key, last end event, whether it is over, the tokens of the
process, and those of each sub-process under way with the key of the token that holds it. Parents
come before children; a token's row leaves off what it has not got.
"""

from types import MappingProxyType
from typing import Any

import orjson

from engine.cases.values import from_json, to_json
from engine.errors import CaseDamaged, DiagramFailed
from engine.execution.activities import MultiInstance, SubProcess
from engine.execution.events import Catching, Guard
from engine.execution.gateways import EventBasedGateway, InclusiveGateway, ParallelGateway
from engine.execution.loaded import Loaded
from engine.execution.run import Run
from engine.execution.scopes import CaseWorkflow, Scope
from engine.execution.tokens import HOLDS, READY, STARTED, WAITING, Token

FORMAT = 1
MOST_BYTES = 1_000_000
_FIRST, _LAST = -62_135_596_800, 253_402_300_800  # the years 1 to 9999, in seconds
UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


def dump(case: CaseWorkflow) -> bytes:
    """The bytes to keep for *case*; the same case always gives the same bytes."""
    try:
        inside = [[key, sub.spec.name, _rows(sub)] for key, sub in case.subprocesses.items()]
        state = [FORMAT, case.last_key, case.last_end, case.completed, _rows(case), inside]
        saved = orjson.dumps(state)
    except TypeError as problem:
        raise DiagramFailed(
            f"an item of a multi-instance step cannot be kept: {problem}; "
            "let its collection hold text, numbers or dates"
        ) from problem
    if len(saved) > MOST_BYTES:
        raise DiagramFailed(
            "the case has more steps open at once than can be kept (1 MB); "
            "give its multi-instance steps fewer items"
        )
    return saved


def _rows(scope: Scope) -> list[list[Any]]:
    return [_row(token, scope) for token in scope.tokens]


def _row(token: Token, scope: Scope) -> list[Any]:
    spec = token.task_spec
    row = [token.id, token.above, spec.name, token.state]
    outer = scope.tasks[token.above].data
    extra: list[Any] = [
        token.came_from if token.state == WAITING and not isinstance(spec, Catching) else 0,
        0 if token.data is outer else to_json(list(token.data.items())),  # innermost item last
        _with_rest_written(token) if token.internal_data else 0,
    ]
    while extra and not extra[-1]:
        extra.pop()
    return row + extra


def _with_rest_written(token: Token) -> dict[str, Any]:
    if "rest" not in token.internal_data:
        return token.internal_data
    rest = token.internal_data["rest"]
    return {**token.internal_data, "rest": to_json(rest) if rest else 0}


def restore(saved: bytes, loaded: Loaded, run: Run) -> CaseWorkflow:
    """The case that was saved, ready to go on; CaseDamaged when the bytes make no sense."""
    try:
        return _case(_state(saved), loaded, run)
    except UNREADABLE as problem:
        raise CaseDamaged(
            f"the saved state of this case cannot be read ({str(problem)[:200]}); "
            "restore it from the backup and run s26 verify"
        ) from problem


def _state(saved: bytes) -> list[Any]:
    if len(saved) > MOST_BYTES:
        raise ValueError("it is too long")
    state: list[Any] = orjson.loads(saved)
    if state[0] != FORMAT:
        raise ValueError(f"its format is {str(state[0])[:20]}")
    return state


def _case(state: list[Any], loaded: Loaded, run: Run) -> CaseWorkflow:
    _, last_key, last_end, completed, rows, inside = state
    if type(last_key) is not int or type(completed) is not bool or (completed and rows):
        raise ValueError("its head is damaged")
    if last_end is not None and last_end not in loaded.model.nodes:
        raise ValueError("it ended at no end event of this diagram")
    case = CaseWorkflow(loaded.spec, loaded.scopes, run, last_key)
    case.last_end, case.completed = last_end, completed
    _fill(case, rows)
    tokens_by_key = dict(case.tasks)
    for key, name, tokens in inside:
        owner = tokens_by_key[key]
        if owner.state != STARTED or owner.task_spec.spec != name or key in case.subprocesses:
            raise ValueError(f"token {key} cannot hold '{name}'")
        sub = case.reopen(owner, name)
        _fill(sub, tokens)
        if tokens_by_key.keys() & (sub.tasks.keys() - {0}):
            raise ValueError("two tokens have the same key")
        tokens_by_key.update(sub.tasks)
    _check(case)
    return case


def _fill(scope: Any, rows: list[list[Any]]) -> None:
    specs = scope.spec.task_specs
    for row in rows:
        key, parent, name, state, came_from, data, internal_data = list(row) + [0] * (7 - len(row))
        if type(key) is not int or key <= 0 or key in scope.tasks:
            raise ValueError("a token's key is damaged")
        if name not in specs:
            raise ValueError(f"it stands at '{name}', which this diagram does not have")
        token = scope.place(name, scope.tasks[parent], key, state)
        token.came_from = came_from or ""
        if data:
            token.data = MappingProxyType(_data(data))
        if internal_data:
            token.internal_data = _with_rest_read(internal_data)


def _data(text: str) -> dict[str, object]:
    pairs = from_json(text)
    if not isinstance(pairs, list):
        raise TypeError("what a token holds is damaged")
    return dict(pairs)


def _with_rest_read(internal_data: dict[str, Any]) -> dict[str, Any]:
    if "rest" in internal_data:
        internal_data["rest"] = from_json(internal_data["rest"]) if internal_data["rest"] else []
    return internal_data


def _check(case: CaseWorkflow) -> None:
    """Every token must be where its element can have one."""
    for scope in case.scopes:
        for token in scope.tokens:
            if not _fits(token, case) or token.id > case.last_key:
                raise ValueError(f"a token cannot stand so at '{token.task_spec.name}'")


def _fits(token: Token, case: CaseWorkflow) -> bool:
    spec, state = token.task_spec, token.state
    if isinstance(spec, Guard | EventBasedGateway):
        return bool(state == HOLDS and token.below)
    if isinstance(spec, MultiInstance):
        return bool(state == STARTED and token.below and _counts_soundly(token.internal_data))
    if isinstance(spec, SubProcess):
        return bool(state == STARTED and len(case.subprocesses[token.id].tasks) > 1)
    if isinstance(spec, Catching):
        timed = spec.node.timer is not None
        return bool(state == WAITING and timed == _has_sound_timer(token.internal_data))
    if isinstance(spec, ParallelGateway | InclusiveGateway):
        return bool(state == WAITING)
    return bool(state == READY and spec.manual)


def _counts_soundly(internal_data: dict[str, Any]) -> bool:
    """Whether several instances are counted as they can be."""
    finished, total = internal_data["done"], internal_data["total"]
    return type(finished) is int and type(total) is int and 0 <= finished < total <= MOST_BYTES


def _has_sound_timer(internal_data: dict[str, Any]) -> bool:
    """Whether a timer stands at a moment that there is."""
    if "due" not in internal_data:
        return False
    repeats_left = internal_data.get("left", 0)
    if type(internal_data["due"]) is not int or type(repeats_left) is not int or repeats_left < 0:
        raise ValueError("a timer is damaged")
    return _FIRST <= internal_data["due"] < _LAST
