"""A set of diagrams to measure on: ten processes, 57 steps for people, with loops and timers.

Every expression in them means the same in FEEL and in Python, so that a stock SpiffWorkflow can
run the very same file.
"""

from tests.support.drawing import Drawing, timer, times

STAGES = 9


def whole() -> dict[str, bytes]:
    """The set as one bundle; its process is `p`."""
    top = Drawing("p").start().user("log").user("close").end()
    calls = [f"call_{number}" for number in range(STAGES)]
    for number, call in enumerate(calls):
        top.call(call, f"stage_{number}")
    top.chain("start", "log", *calls, "close", "end")
    return top.files(*(_stage(number) for number in range(STAGES)))


def _stage(number: int) -> Drawing:
    def name(word: str) -> str:
        return f"{word}_{number}"

    drawing = Drawing(f"stage_{number}").start(name("begin")).end(name("over"))
    drawing.gate("exclusive", name("again")).user(name("prepare"))
    drawing.gate("parallel", name("fork")).user(name("legal")).user(name("money"))
    drawing.gate("parallel", name("join")).user(name("view"), times("2"))
    drawing.user(name("decide")).boundary(
        name("bell"), name("decide"), timer("Duration", '"P5D"'), interrupting=False
    )
    drawing.throw(name("remind")).end(name("told")).user(name("record"))
    drawing.gate("exclusive", name("which"), name("on"))
    drawing.chain(*map(name, ("begin", "again", "prepare", "fork", "legal", "join", "view")))
    drawing.chain(*map(name, ("fork", "money", "join"))).chain(
        *map(name, ("bell", "remind", "told"))
    )
    drawing.chain(*map(name, ("view", "decide", "which")))
    drawing.flow(name("which"), name("again"), "back > 0")
    drawing.flow(name("which"), name("record"), key=name("on"))
    return drawing.flow(name("record"), name("over"))


def send_back() -> dict[str, bytes]:
    """Two steps, the second of which can send the first back."""
    drawing = Drawing("p").start().user("a").user("b").end().gate("exclusive", "m")
    drawing.gate("exclusive", "g", "on").chain("start", "m", "a", "b", "g")
    return drawing.flow("g", "m", "back > 0").flow("g", "end", key="on").files()


def reviews() -> dict[str, bytes]:
    """Three reviews at once in a loop."""
    drawing = Drawing("p").start().user("decide").end().gate("exclusive", "m")
    drawing.gate("parallel", "fork").gate("parallel", "join").gate("exclusive", "g", "on")
    for name in "abc":
        drawing.user(name).chain("fork", name, "join")
    drawing.chain("start", "m", "fork").chain("join", "decide", "g")
    return drawing.flow("g", "m", "back > 0").flow("g", "end", key="on").files()
