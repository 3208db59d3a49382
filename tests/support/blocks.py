"""Random block-structured diagrams: a tree of blocks, and how each is drawn in BPMN.

Every drawer takes the block, the drawing it goes on, and the list of called processes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, pairwise
from random import Random

from tests.support.drawing import Drawing, each, event, said, timer

EVERYTHING = [
    *("step", "step", "seq", "seq", "choice", "parallel", "parallel", "inclusive", "loop", "loop"),
    *("sub", "call", "deadline", "reminder", "several", "several_sub", "error", "hasty"),
    *("handled", "told"),
]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a diagram with one way in and one way out."""

    kind: str
    key: str
    parts: tuple["Block", ...] = ()
    number: int = 0
    sequential: bool = False


def grown(random: Random, kinds: list[str] | None = None, deepest: int = 3) -> Block:
    """A random block, two pieces long."""
    keys = (f"n{number}" for number in count())
    parts = tuple(_grow(random, keys, kinds or EVERYTHING, deepest) for _ in range(2))
    return Block("seq", next(keys), parts)


SIZES = {
    **dict.fromkeys(("several", "step"), 0),
    **dict.fromkeys(("seq", "deadline", "error", "handled", "told"), 2),
    **dict.fromkeys(("choice", "inclusive"), 3),
}


def _grow(random: Random, keys: Iterator[str], kinds: list[str], depth: int) -> Block:
    kind = random.choice(kinds) if depth else "step"
    size = random.choice([2, 2, 3]) if kind == "parallel" else SIZES.get(kind, 1)
    parts = tuple(_grow(random, keys, kinds, depth - 1) for _ in range(size))
    number = random.choice([0, 2, 3]) if kind.startswith("several") else 0
    return Block(kind, next(keys), parts, number, random.random() < 0.5)


def drawn(block: Block) -> dict[str, bytes]:
    """The block as a bundle whose process is `p`."""
    called: list[Drawing] = []
    top = _scope("p", block, called)
    return top.files(*called)


Ends = tuple[str, str]


def _scope(key: str, block: Block, called: list[Drawing]) -> Drawing:
    drawing = Drawing(key).start(f"{key}_start").end(f"{key}_end")
    first, last = _draw(block, drawing, called)
    return drawing.flow(f"{key}_start", first).flow(last, f"{key}_end")


def _draw(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    return DRAWERS[block.kind](block, on, called)


def _step(block: Block, on: Drawing, _called: list[Drawing]) -> Ends:
    on.user(block.key)
    return block.key, block.key


def _seq(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    ends = [_draw(part, on, called) for part in block.parts]
    for (_, out), (into, _) in pairwise(ends):
        on.flow(out, into)
    return ends[0][0], ends[-1][1]


def _parallel(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    fork, join = f"{block.key}_fork", f"{block.key}_join"
    on.gate("parallel", fork).gate("parallel", join)
    for part in block.parts:
        first, last = _draw(part, on, called)
        on.flow(fork, first).flow(last, join)
    return fork, join


def _choice(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    kind = "exclusive" if block.kind == "choice" else "inclusive"
    key, fork, join, default = block.key, *(f"{block.key}_{x}" for x in ("fork", "join", "else"))
    on.user(key).gate(kind, fork, default).gate(kind, join).flow(key, fork)
    for number, part in enumerate(block.parts):
        first, last = _draw(part, on, called)
        usual = part is block.parts[-1]
        on.flow(fork, first, "" if usual else f"{key}_{number}", default if usual else "")
        on.flow(last, join)
    return key, join


def _loop(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    key = block.key
    again, fork, on_, out = (f"{key}_{word}" for word in ("again", "fork", "on", "out"))
    on.gate("exclusive", again).user(key).gate("exclusive", fork, on_).service(out)
    first, last = _draw(block.parts[0], on, called)
    on.flow(again, first).flow(last, key).flow(key, fork)
    on.flow(fork, again, f"{key}_0").flow(fork, out, key=on_)
    return again, out


def _sub(block: Block, on: Drawing, called: list[Drawing], inside: str = "") -> Ends:
    on.sub(block.key, _scope(f"{block.key}_in", block.parts[0], called), inside)
    return block.key, block.key


def _call(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    called.append(_scope(f"{block.key}_called", block.parts[0], called))
    on.call(block.key, f"{block.key}_called")
    return block.key, block.key


def _several(block: Block, on: Drawing, _called: list[Drawing]) -> Ends:
    on.user(block.key, _items(block))
    return block.key, block.key


def _several_sub(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    return _sub(block, on, called, _items(block))


def _items(block: Block) -> str:
    items = "[" + ", ".join(f'"{n}"' for n in range(block.number)) + "]"
    return each(items, block.key, sequential=block.sequential)


def _deadline(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    """A sub-process cut short by a timer, then another way to the same place."""
    bell, join = f"{block.key}_bell", f"{block.key}_join"
    _sub(block, on, called)
    on.boundary(bell, block.key, timer("Duration", "P30D")).gate("exclusive", join)
    first, last = _draw(block.parts[1], on, called)
    on.flow(block.key, join).flow(bell, first).flow(last, join)
    return block.key, join


def _reminder(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    """A step with a timer that starts something beside it."""
    bell, over = f"{block.key}_bell", f"{block.key}_over"
    on.user(block.key).boundary(bell, block.key, timer("Duration", "P3D"), interrupting=False)
    first, last = _draw(block.parts[0], on, called)
    on.end(over).flow(bell, first).flow(last, over)
    return block.key, block.key


def _error(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    """A sub-process that somebody can break off with an error while other work goes on in it."""
    key, code, join = block.key, f"{block.key}_code", f"{block.key}_join"
    inner = Drawing(f"{key}_in").start(f"{key}_start").gate("parallel", f"{key}_fork")
    inner.user(f"{key}_go").gate("exclusive", f"{key}_if", f"{key}_on").end(f"{key}_end")
    inner.end(f"{key}_fail", event("error", code)).gate("parallel", f"{key}_both")
    first, last = _draw(block.parts[0], inner, called)
    inner.chain(f"{key}_start", f"{key}_fork", f"{key}_go", f"{key}_if")
    inner.flow(f"{key}_if", f"{key}_fail", f"{key}_go_0")
    inner.flow(f"{key}_if", f"{key}_both", key=f"{key}_on").flow(f"{key}_fork", first)
    inner.flow(last, f"{key}_both").flow(f"{key}_both", f"{key}_end")
    on.declare("error", code, errorCode=code).sub(key, inner).gate("exclusive", join)
    on.boundary(f"{key}_bang", key, event("error", code))
    first, last = _draw(block.parts[1], on, called)
    on.flow(key, join).flow(f"{key}_bang", first).flow(last, join)
    return key, join


def _hasty(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    """A sub-process that an error or a terminate event ends at once beside automatic steps.

    The first of those keeps a fact, and a step that nobody should see opens if it has been passed.
    """
    key, code, ended = block.key, f"{block.key}_code", f"{block.key}_ended"
    slip, check = f"{key}_slip", f"{key}_check"
    inner = Drawing(f"{key}_in").start(f"{key}_start").user(f"{key}_go").end(f"{key}_end")
    inner.gate("exclusive", f"{key}_if", f"{key}_on").gate("parallel", f"{key}_fork")
    inner.end(f"{key}_stop", event("terminate") if block.sequential else event("error", code))
    inner.service(slip, said(**{f"set__{slip}": "true"})).service(f"{key}_more")
    inner.chain(f"{key}_start", f"{key}_go", f"{key}_if")
    inner.flow(f"{key}_if", f"{key}_fork", f"{key}_go_0").chain(f"{key}_fork", f"{key}_stop")
    inner.chain(f"{key}_fork", slip, f"{key}_more", f"{key}_end")
    inner.flow(f"{key}_if", f"{key}_end", key=f"{key}_on")
    on.declare("error", code, errorCode=code).sub(key, inner).gate("exclusive", ended)
    on.boundary(f"{key}_bang", key, event("error", code)).gate("exclusive", check, f"{key}_fine")
    on.chain(key, ended, check).flow(f"{key}_bang", ended).gate("exclusive", f"{key}_join")
    on.user(f"{key}_slipped").flow(check, f"{key}_slipped", slip)
    first, last = _draw(block.parts[0], on, called)
    on.flow(check, first, key=f"{key}_fine").flow(last, f"{key}_join")
    on.flow(f"{key}_slipped", f"{key}_join")
    return key, f"{key}_join"


def _handled(block: Block, on: Drawing, called: list[Drawing]) -> Ends:
    """A sub-process with an event sub-process that interrupts (`sequential`) or runs beside."""
    key, handler = block.key, Drawing(f"{block.key}_do").end(f"{block.key}_done")
    inner = _scope(f"{key}_in", block.parts[0], called)
    first, last = _draw(block.parts[1], handler, called)
    handler.flow(f"{key}_on", first).flow(last, f"{key}_done")
    begun_by = timer("Duration", "P3D")
    if block.kind == "told":
        inner.declare("message", f"{key}_message", name=f"{key}_on")
        begun_by = event("message", f"{key}_message")
    inner.event_sub(f"{key}", handler, begun_by, interrupting=block.sequential)
    on.sub(f"{key}_all", inner)
    return f"{key}_all", f"{key}_all"


DRAWERS: dict[str, Callable[[Block, Drawing, list[Drawing]], Ends]] = {
    "step": _step,
    "seq": _seq,
    "choice": _choice,
    "parallel": _parallel,
    "inclusive": _choice,
    "loop": _loop,
    "sub": _sub,
    "call": _call,
    "several": _several,
    "several_sub": _several_sub,
    "deadline": _deadline,
    "reminder": _reminder,
    "error": _error,
    "hasty": _hasty,
    "handled": _handled,
    "told": _handled,
}
