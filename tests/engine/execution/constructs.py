"""Diagrams on which SpiffWorkflow is right: choices, joins and loops. One construct each."""

from collections.abc import Iterator

from tests.engine.execution.both import Act, Construct, do
from tests.support.drawing import Drawing, event, times


def top(*steps: str) -> Drawing:
    """The start, the end and the people's steps of a process, not yet joined."""
    drawing = Drawing("p").start().end()
    for step in steps:
        drawing.user(step)
    return drawing


def inside(key: str, *steps: str) -> Drawing:
    """A process or sub-process that is a line of people's steps."""
    drawing = Drawing(key).start(f"{key}_start").end(f"{key}_end")
    for step in steps:
        drawing.user(step)
    return drawing.chain(f"{key}_start", *steps, f"{key}_end")


def lines() -> Iterator[Construct]:
    line = top("a", "b").chain("start", "a", "b", "end")
    yield Construct("line", line, (do("a"), do("b")))
    manual = top("a").node("manualTask", "m").chain("start", "a", "m", "end")
    yield Construct("manual task", manual, (do("a"), do("m")))
    plain = top("a").node("task", "t").chain("start", "a", "t", "end")
    yield Construct("task of no kind", plain, (do("a"), do("t")))
    throws = top("a").throw("t").chain("start", "a", "t", "end")
    yield Construct("event that throws nothing", throws, (do("a"),))


def choices() -> Iterator[Construct]:
    for name, x, step in (("first", 1, "b"), ("second", 2, "c"), ("default", 9, "d")):
        chosen = top(*"abcd").gate("exclusive", "g", "usual").gate("exclusive", "m")
        chosen.chain("start", "a", "g").flow("g", "b", "x < 2").flow("g", "c", "x < 3")
        chosen.flow("g", "d", key="usual")
        chosen.chain("b", "m").chain("c", "m").chain("d", "m", "end")
        yield Construct(f"exclusive gateway, {name} way", chosen, (do("a", x=x), do(step)))
    apart = top("a").end("other").gate("exclusive", "g", "usual").chain("start", "a", "g")
    apart.flow("g", "end", "x > 0").flow("g", "other", key="usual")
    for x in (0, 1):
        yield Construct(f"exclusive gateway to two ends, x = {x}", apart, (do("a", x=x),))
    nested = top(*"abcd").gate("exclusive", "g", "d1").gate("exclusive", "h", "d2")
    nested.gate("exclusive", "m").chain("start", "a", "g").flow("g", "h", "x > 0")
    nested.flow("g", "b", key="d1").flow("h", "c", "y > 0").flow("h", "d", key="d2")
    nested.chain("b", "m").chain("c", "m").chain("d", "m", "end")
    yield Construct("exclusive in exclusive", nested, (do("a", x=1, y=1), do("c")))


def loops() -> Iterator[Construct]:
    for rounds in (1, 3):
        loop = top("a", "b").gate("exclusive", "m").gate("exclusive", "g", "on")
        loop.chain("start", "m", "a", "b", "g")
        loop.flow("g", "m", "back > 0").flow("g", "end", key="on")
        acts = [do("a"), do("b", back=1)] * rounds + [do("a"), do("b", back=0)]
        yield Construct(f"loop gone round {rounds} times", loop, tuple(acts))
    inner = top("a", "b").gate("exclusive", "m").gate("exclusive", "n").gate("exclusive", "g", "on")
    inner.gate("exclusive", "h", "out").chain("start", "m", "n", "a", "g")
    inner.flow("g", "n", "x > 0").flow("g", "b", key="on").flow("b", "h")
    inner.flow("h", "m", "y > 0").flow("h", "end", key="out")
    acts = [do("a", x=1), do("a", x=0), do("b", y=1), do("a", x=0), do("b", y=0)]
    yield Construct("loop in a loop", inner, tuple(acts))


def parallel() -> Iterator[Construct]:
    for order in ("abc", "cba", "bca"):
        fork = top(*"abcz").gate("parallel", "f").gate("parallel", "j").chain("start", "f")
        for way in "abc":
            fork.chain("f", way, "j")
        acts = (*map(do, order), do("z"))
        yield Construct(f"parallel, done {order}", fork.chain("j", "z", "end"), acts)
    apart = top("a", "b").gate("parallel", "f").end("other").chain("start", "f", "a", "end")
    yield Construct("parallel to two ends", apart.chain("f", "b", "other"), (do("b"), do("a")))
    deep = top(*"abcz").gate("parallel", "f").gate("parallel", "j").gate("parallel", "f2")
    deep.gate("parallel", "j2").chain("start", "f", "a", "j").chain("f", "f2", "b", "j2", "j")
    deep.chain("f2", "c", "j2").chain("j", "z", "end")
    yield Construct("parallel in parallel", deep, tuple(map(do, "cabz")))
    bare = top("a").gate("parallel", "f").chain("start", "a", "f", "end")
    yield Construct("parallel gateway with one way", bare, (do("a"),))
    quick = top("a").throw("t").gate("parallel", "f").gate("parallel", "j")
    quick.chain("start", "f", "t", "j").chain("f", "a", "j", "end")
    yield Construct("parallel with an automatic branch", quick, (do("a"),))
    twice = top(*"abc").gate("parallel", "f").gate("exclusive", "m").chain("start", "f", "a", "m")
    twice.chain("f", "b", "m", "c", "end")
    yield Construct("two tokens through a merge", twice, tuple(map(do, "acbc")))


def mixed() -> Iterator[Construct]:
    chosen = top(*"abcd").gate("parallel", "f").gate("parallel", "j")
    chosen.gate("exclusive", "g", "usual").gate("exclusive", "m").chain("start", "f", "a", "g")
    chosen.flow("g", "b", "x > 0").flow("g", "c", key="usual").chain("b", "m")
    chosen.chain("c", "m", "j").chain("f", "d", "j", "end")
    yield Construct("exclusive in parallel", chosen, (do("a", x=1), do("d"), do("b")))
    forked = top(*"abcd").gate("exclusive", "g", "usual").gate("exclusive", "m")
    forked.gate("parallel", "f").gate("parallel", "j").chain("start", "a", "g")
    forked.flow("g", "f", "x > 0").flow("g", "d", key="usual").chain("f", "b", "j")
    forked.chain("f", "c", "j", "m").chain("d", "m", "end")
    yield Construct("parallel in exclusive", forked, (do("a", x=1), do("c"), do("b")))
    at_once = top("a", "z").user("v", times("3")).chain("start", "a", "v", "z", "end")
    yield Construct("multi-instance, at once", at_once, tuple(map(do, "avvvz")))


def inclusive() -> Iterator[Construct]:
    for name, x, y in (("one", 1, 0), ("other", 0, 1), ("both", 1, 1), ("default", 0, 0)):
        some = top(*"abcdz").gate("inclusive", "f", "usual").gate("inclusive", "j")
        some.chain("start", "a", "f").flow("f", "b", "x > 0").flow("f", "c", "y > 0")
        some.flow("f", "d", key="usual")
        some.chain("b", "j").chain("c", "j").chain("d", "j", "z", "end")
        taken = [step for step, on in (("c", y), ("b", x), ("d", not (x or y))) if on]
        acts: tuple[Act, ...] = (do("a", x=x, y=y), *map(do, taken), do("z"))
        yield Construct(f"inclusive gateway, {name}", some, acts)


def scopes() -> Iterator[Construct]:
    sub = top("b").sub("s", inside("i", "a")).chain("start", "s", "b", "end")
    yield Construct("sub-process", sub, (do("a"), do("b")))
    outer = Drawing("o").start("o_start").end("o_end").sub("t", inside("i", "a"))
    nest = top("b").sub("s", outer.chain("o_start", "t", "o_end")).chain("start", "s", "b", "end")
    yield Construct("sub-process in sub-process", nest, (do("a"), do("b")))
    both = top("b").gate("parallel", "f").gate("parallel", "j").sub("s", inside("i", "a"))
    both.chain("start", "f", "s", "j").chain("f", "b", "j", "end")
    yield Construct("sub-process in parallel", both, (do("b"), do("a")))
    around = top("b").gate("exclusive", "m").gate("exclusive", "g", "on").sub("s", inside("i", "a"))
    around.chain("start", "m", "s", "b", "g")
    around.flow("g", "m", "back > 0").flow("g", "end", key="on")
    acts = (do("a"), do("b", back=1), do("a"), do("b", back=0))
    yield Construct("loop round a sub-process", around, acts)
    forked = Drawing("i").start("i_start").end("i_end").user("a").user("b")
    forked.gate("parallel", "f").gate("parallel", "j")
    forked.chain("i_start", "f", "a", "j", "i_end").chain("f", "b", "j")
    apart = top("z").sub("s", forked).chain("start", "s", "z", "end")
    yield Construct("parallel in a sub-process", apart, (do("b"), do("a"), do("z")))
    quick = Drawing("i").start("i_start").throw("t").end("i_end").chain("i_start", "t", "i_end")
    empty = top("z").sub("s", quick).chain("start", "s", "z", "end")
    yield Construct("automatic sub-process", empty, (do("z"),))
    two = top("z").sub("s", inside("i", "a")).sub("t", inside("k", "b"))
    yield Construct("two in a row", two.chain("start", "s", "t", "z", "end"), tuple(map(do, "abz")))


def calls() -> Iterator[Construct]:
    call = top("b").call("c", "q").chain("start", "c", "b", "end")
    yield Construct("call activity", call, (do("a"), do("b")), (inside("q", "a"),))
    again = top().call("c", "q").call("d", "q").chain("start", "c", "d", "end")
    yield Construct("one process called twice", again, (do("a"), do("a")), (inside("q", "a"),))
    middle = Drawing("q").start("q_start").end("q_end").call("k", "r")
    middle.chain("q_start", "k", "q_end")
    deeper = top("b").call("c", "q").chain("start", "c", "b", "end")
    called = (middle, inside("r", "a"))
    yield Construct("call in call", deeper, (do("a"), do("b")), called)
    forked = top("b").gate("parallel", "f").gate("parallel", "j").call("c", "q")
    forked.chain("start", "f", "c", "j").chain("f", "b", "j", "end")
    yield Construct("call in parallel", forked, (do("b"), do("a")), (inside("q", "a"),))


def ends() -> Iterator[Construct]:
    stop = top("a", "b").gate("parallel", "f").end("stop", event("terminate"))
    stop.chain("start", "f", "a", "stop").chain("f", "b", "end")
    yield Construct("terminate", stop, (do("a"),))
    halt = Drawing("i").start("i_start").end("i_end").user("a").user("b").gate("parallel", "f")
    halt.end("stop", event("terminate")).chain("i_start", "f", "a", "stop").chain("f", "b", "i_end")
    part = top("z").sub("s", halt).chain("start", "s", "z", "end")
    yield Construct("terminate in a sub-process", part, (do("a"), do("z")))
