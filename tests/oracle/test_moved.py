"""Random cases moved to versions that differ at random: what moves can be played to its end."""

from random import Random

import pytest

from engine.cases.migrate import Migrated, migrate
from engine.errors import DiagramFailed
from engine.execution.load import load
from tests.support.blocks import Block, drawn, grown
from tests.support.playing import Play

STEPS_BEFORE = 12
STEPS_AFTER = 3000


def varied(block: Block, random: Random) -> Block:
    """The block with something added, taken out or turned round here and there."""
    parts = tuple(varied(part, random) for part in block.parts)
    same = Block(block.kind, block.key, parts, block.number, block.sequential)
    added = Block("step", f"{block.key}_new")
    changes = {
        "before": Block("seq", f"{block.key}_seq", (added, same)),
        "after": Block("seq", f"{block.key}_seq", (same, added)),
        "beside": Block("parallel", f"{block.key}_par", (same, added)),
        **_of_its_kind(same, added),
    }
    return random.choice(list(changes.values())) if random.random() < 0.15 else same


def _of_its_kind(block: Block, added: Block) -> dict[str, Block]:
    parts = block.parts
    if block.kind in {"seq", "parallel"}:
        other = "parallel" if block.kind == "seq" else "seq"
        changes = {"turned": Block(other, block.key, parts)}
        shorter = {"shorter": Block(block.kind, block.key, parts[1:])} if len(parts) > 1 else {}
        return {**changes, **shorter}
    if block.kind in {"choice", "inclusive"}:
        other = "inclusive" if block.kind == "choice" else "choice"
        return {"turned": Block(other, block.key, parts)}
    if block.kind in {"sub", "loop"}:
        return {"opened": parts[0]}
    if block.kind == "step":
        return {"reminded": Block("reminder", block.key, (added,))}
    return {"quiet": Block("step", block.key)} if block.kind == "reminder" else {}


def go_on(play: Play, random: Random, steps: int) -> None:
    """Takes up to *steps* steps at random."""
    for _ in range(steps):
        if play.ended:
            return
        if play.last.timers and random.random() < 0.2:
            play.fire(random.choice(play.last.timers).element)
            continue
        task = random.choice(play.last.open_tasks)
        answers = {f"{task.element}_{number}": random.random() < 0.4 for number in (0, 1)}
        play.do_task(task, **answers)


def moved(seed: int) -> bool | None:
    """Whether the case of this seed could move; None when it was over before."""
    random = Random(seed)
    block = grown(random)
    play = Play(drawn(block))
    go_on(play, random, random.randrange(STEPS_BEFORE))
    if play.ended:
        return None
    new = load(drawn(varied(block, random)), "p")
    found = migrate(play.last.saved, play.loaded, new, play.facts, play.now)
    if not isinstance(found, Migrated):
        return False
    play.loaded, play.last = new, found.outcome
    go_on(play, random, STEPS_AFTER)
    assert play.ended, f"seed {seed} stands at {play.open}"
    return True


def test_a_case_that_moves_can_be_played_to_its_end() -> None:
    results = [moved(seed) for seed in range(150)]

    assert results.count(True) > 30
    assert results.count(False) > 15


def test_some_would_stop_for_ever_if_they_were_not_played_on_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.cases.migrate.cannot_end", lambda *_: ())

    with pytest.raises(DiagramFailed, match="stop for ever"):
        list(map(moved, range(150)))
