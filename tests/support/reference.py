"""What a block means, played without any engine: the answer the engine is held against.

Each class lives one block. `open` are the steps and timers that wait, as (id, items around it);
`act` does one of them. Nothing here knows BPMN, tokens or SpiffWorkflow.
"""

from collections.abc import Iterator

from tests.support.blocks import Block

Place = tuple[str, tuple[str, ...]]
Choices = frozenset[int]


class Scope:
    """Where blocks are lived: the way itself, and what reminders have started beside it."""

    def __init__(self, block: Block, items: tuple[str, ...] = ()) -> None:
        self.beside: list[Live] = []
        self.way = living(block, self, items)

    @property
    def done(self) -> bool:
        return self.way.done and all(one.done for one in self.beside)

    @property
    def failed(self) -> str | None:
        return next((one.failed for one in (self.way, *self.beside) if one.failed), None)

    def steps(self) -> Iterator[Place]:
        for one in (self.way, *self.beside):
            yield from one.steps()

    def bells(self) -> Iterator[Place]:
        for one in (self.way, *self.beside):
            yield from one.bells()

    def act(self, place: Place, choices: Choices) -> bool:
        return any(one.act(place, choices) for one in (self.way, *list(self.beside)))


class Live:
    """One block under way; a plain step unless a subclass says more."""

    def __init__(self, block: Block, scope: Scope, items: tuple[str, ...]) -> None:
        self.block, self.scope, self.items = block, scope, items
        self.inside: list[Live | Scope] = []
        self.own: list[Place] = []  # steps of its own that are open
        self.ring: list[Place] = []  # timers of its own that run
        self.finished = False
        self.failed: str | None = None
        self.begin()

    def begin(self) -> None:
        self.own = [(self.block.key, self.items)]

    @property
    def done(self) -> bool:
        return self.finished

    def steps(self) -> Iterator[Place]:
        yield from self.own
        for one in self.inside:
            yield from one.steps()

    def bells(self) -> Iterator[Place]:
        yield from self.ring
        for one in self.inside:
            yield from one.bells()

    def act(self, place: Place, choices: Choices) -> bool:
        if place in self.own:
            self.own.remove(place)
            self.answered(choices)
            return True
        if place in self.ring:
            self.ring.remove(place)
            self.rung()
            return True
        if any(one.act(place, choices) for one in self.inside):
            self.moved()
            return True
        return False

    def answered(self, choices: Choices) -> None:
        self.finish()

    def rung(self) -> None:
        """A timer of its own has gone off."""

    def moved(self) -> None:
        """Something inside has moved: over when all of it is."""
        if all(one.done for one in self.inside):
            self.finish()

    def finish(self) -> None:
        self.finished, self.own, self.ring, self.inside = True, [], [], []

    def live(self, number: int) -> "Live":
        return living(self.block.parts[number], self.scope, self.items)

    def settle(self) -> None:
        """Goes on past what needed nobody, such as a step for each of no items."""
        if self.inside and all(one.done for one in self.inside):
            self.moved()


class Seq(Live):
    def begin(self) -> None:
        self.at = 0
        self.inside = [self.live(0)]
        self.settle()

    def moved(self) -> None:
        while self.inside[0].done:
            self.at += 1
            if self.at == len(self.block.parts):
                self.finish()
                return
            self.inside = [self.live(self.at)]


class Parallel(Live):
    def begin(self) -> None:
        self.inside = [self.live(number) for number in range(len(self.block.parts))]
        self.settle()


class Inclusive(Live):
    most = 9

    def answered(self, choices: Choices) -> None:
        last = len(self.block.parts) - 1
        taken = [number for number in range(last) if number in choices][: self.most] or [last]
        self.inside = [self.live(number) for number in taken]
        self.settle()


class Choice(Inclusive):
    most = 1


class Loop(Live):
    def begin(self) -> None:
        self.inside = [self.live(0)]
        self.settle()

    def moved(self) -> None:
        if self.inside[0].done:
            self.inside, self.own = [], [(self.block.key, self.items)]

    def answered(self, choices: Choices) -> None:
        if 0 in choices:
            self.begin()
        else:
            self.finish()


class Sub(Live):
    def begin(self) -> None:
        self.inside = [Scope(self.block.parts[0], self.items)]
        self.settle()


class Deadline(Sub):
    def begin(self) -> None:
        self.late = False
        self.ring = [(f"{self.block.key}_bell", self.items)]
        super().begin()

    def rung(self) -> None:
        self.late = True
        self.inside = [self.live(1)]
        self.settle()


class Reminder(Live):
    def begin(self) -> None:
        super().begin()
        self.ring = [(f"{self.block.key}_bell", self.items)]

    def rung(self) -> None:
        self.scope.beside.append(self.live(0))


class Several(Live):
    def begin(self) -> None:
        self.left = [str(number) for number in range(self.block.number)]
        self.more()

    def more(self) -> None:
        now = self.left[:1] if self.block.sequential else self.left
        self.left = self.left[len(now) :]
        self.own = [(self.block.key, (*self.items, item)) for item in now]
        if not self.own:
            self.finish()

    def answered(self, choices: Choices) -> None:
        if not self.own:
            self.more()


class SeveralSub(Several):
    def more(self) -> None:
        now = self.left[:1] if self.block.sequential else self.left
        self.left = self.left[len(now) :]
        self.inside = [Scope(self.block.parts[0], (*self.items, item)) for item in now]
        if not self.inside:
            self.finish()
        self.settle()

    def moved(self) -> None:
        if all(one.done for one in self.inside):
            self.more()


class Error(Live):
    def begin(self) -> None:
        self.broken = self.agreed = False
        self.own = [(f"{self.block.key}_go", self.items)]
        self.inside = [Scope(self.block.parts[0], self.items)]

    def answered(self, choices: Choices) -> None:
        self.broken, self.agreed = 0 in choices, True
        if self.broken:
            self.inside = [self.live(1)]
        self.settle()

    def moved(self) -> None:
        if self.agreed and all(one.done for one in self.inside):
            self.finish()


class Hasty(Live):
    """Whatever is answered, the sub-process is over at once and what comes after it begins."""

    def begin(self) -> None:
        self.own = [(f"{self.block.key}_go", self.items)]

    def answered(self, choices: Choices) -> None:
        self.inside = [self.live(0)]
        self.settle()


class Handled(Sub):
    """Over when all of it is: what it holds, or the handler instead of that or beside it."""

    def begin(self) -> None:
        self.ring = [(f"{self.block.key}_on", self.items)]
        super().begin()

    def rung(self) -> None:
        handler = Scope(self.block.parts[1], self.items)
        self.inside = [handler] if self.block.sequential else [*self.inside, handler]
        self.settle()


class Told(Handled):
    """Begun by a message, which comes again unless it interrupts."""

    def rung(self) -> None:
        if not self.block.sequential:
            self.ring = [(f"{self.block.key}_on", self.items)]
        super().rung()


KINDS: dict[str, type[Live]] = {
    "step": Live,
    "seq": Seq,
    "parallel": Parallel,
    "choice": Choice,
    "inclusive": Inclusive,
    "loop": Loop,
    "sub": Sub,
    "call": Sub,
    "deadline": Deadline,
    "reminder": Reminder,
    "several": Several,
    "several_sub": SeveralSub,
    "error": Error,
    "hasty": Hasty,
    "handled": Handled,
    "told": Told,
}


def living(block: Block, scope: Scope, items: tuple[str, ...]) -> Live:
    """The block, begun."""
    return KINDS[block.kind](block, scope, items)
