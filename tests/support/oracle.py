"""A random diagram played by the engine beside the reference: where the two differ.

Every step goes through the saved bytes.
"""

from collections.abc import Callable
from random import Random

from engine.cases import runtime
from tests.support.blocks import drawn, grown
from tests.support.playing import Play
from tests.support.reference import Place, Scope

STEPS = 60


def difference(
    seed: int,
    kinds: list[str] | None = None,
    between: Callable[[Play], object] = lambda _play: None,
) -> str | None:
    """Where engine and reference part on the diagram of this seed; None if they agree.

    `between` is done to the case before every step.
    """
    random = Random(seed)
    block = grown(random, kinds)
    play, reference, trail = Play(drawn(block)), Scope(block), list[str]()
    for _ in range(STEPS):
        found = _compare(play, reference)
        if found or play.ended:
            return f"seed {seed}, after {trail}: {found}" if found else None
        between(play)
        trail.append(_move(play, reference, random))
    return None


def _compare(play: Play, reference: Scope) -> str | None:
    steps = sorted((t.element, tuple(t.routing.values())) for t in play.last.open_tasks)
    bells = sorted([timer.element for timer in play.last.timers] + _listening(play, reference))
    if steps != sorted(reference.steps()):
        return f"open {steps}, expected {sorted(reference.steps())}"
    if bells != sorted(key for key, _ in reference.bells()):
        return f"timers {bells}, expected {sorted(reference.bells())}"
    if (play.ended is not None) != reference.done:
        return f"ended at {play.ended}, expected done={reference.done}"
    return None


def _move(play: Play, reference: Scope, random: Random) -> str:
    bells = sorted(set(reference.bells()))
    single = [b for b in bells if sum(b[0] == other[0] for other in reference.bells()) == 1]
    if single and random.random() < 0.25:
        bell = random.choice(single)
        _ring(play, bell[0])
        reference.act(bell, frozenset())
        return bell[0]
    place = random.choice(sorted(reference.steps()))
    choices = frozenset(number for number in (0, 1) if random.random() < 0.45)
    _answer(play, place, choices)
    reference.act(place, choices)
    return f"{place[0]}{list(place[1]) or ''}{sorted(choices)}"


def _listening(play: Play, reference: Scope) -> list[str]:
    """What waits for a message: the engine says each place once, so it is asked as often."""
    expected = [key for key, _ in reference.bells()]
    places = runtime.listening(play.loaded, play.last.saved)
    return [place for place in places for _ in range(max(expected.count(place), 1))]


def _ring(play: Play, key: str) -> None:
    """What is waited for at *key* happens; a message has the name of its place."""
    if any(timer.element == key for timer in play.last.timers):
        play.fire(key)
    else:
        play.tell(key)


def _answer(play: Play, place: Place, choices: frozenset[int]) -> None:
    key, items = place
    task = next(
        t for t in play.last.open_tasks if t.element == key and tuple(t.routing.values()) == items
    )
    play.do_task(task, **{f"{key}_{number}": number in choices for number in (0, 1)})
