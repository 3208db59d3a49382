"""Where SpiffWorkflow as it is published is right, ours does the same: order, steps and end."""

import pytest

from tests.engine.execution import constructs, waiting_constructs
from tests.engine.execution.both import Construct, Ours, Stock, seen

KINDS = (
    constructs.lines,
    constructs.choices,
    constructs.loops,
    constructs.parallel,
    constructs.mixed,
    constructs.inclusive,
    constructs.scopes,
    constructs.calls,
    constructs.ends,
    waiting_constructs.timers_on_edges,
    waiting_constructs.messages_on_edges,
    waiting_constructs.on_the_way,
    waiting_constructs.within_the_case,
    waiting_constructs.first_events,
)
CONSTRUCTS = [construct for kind in KINDS for construct in kind()]


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda construct: construct.name)
def test_both_open_pass_and_end_the_same(construct: Construct) -> None:
    assert seen(Ours, construct) == seen(Stock, construct)


def test_enough_of_bpmn_is_compared() -> None:
    assert len({construct.name for construct in CONSTRUCTS}) == len(CONSTRUCTS) >= 50
