"""What an amending step may touch is led to, in the process that is shipped and when redrawn."""

import pytest

from engine.analysis.asked_again import possible_touched
from engine.analysis.definition import opened
from engine.analysis.setting import Setting
from engine.definitions.checking import check_bundle
from engine.rehearsals.rehearse import Definitions
from tests.lint.attacks import MAIN
from tests.support.drawing import Drawing
from tests.support.laws import TODAY

RIGHTS = ' or list contains(touched, "call_human_rights")'
RECOMMENDED = 'list contains(touched, "recommend")'
IPAB = 'list contains(touched, "call_ipab")'


def found(shipped: Definitions, old: str, new: str) -> list[str]:
    assert old in shipped.bundle[MAIN].decode()
    text = shipped.bundle[MAIN].decode().replace(old, new)
    findings = check_bundle({**shipped.bundle, MAIN: text.encode()}, shipped.reference, TODAY)
    return [finding.sentence for finding in findings if finding.rule == "amends-served"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (RIGHTS, "", "may touch Assess human rights risk (assess_human_rights), and no way leads"),
        (RECOMMENDED, "false", "may touch Recommend (recommend), and no way leads back to it"),
        (IPAB, 'list contains(touched, "give_member_view")', "ask for 'call_ipab' instead"),
        ('value="build_case"', 'value="built_case"', "is to amend 'built_case', which is no other"),
    ],
)
def test_a_redrawn_return_that_leaves_something_out_is_found(
    shipped: Definitions, old: str, new: str, sentence: str
) -> None:
    assert any(sentence in one for one in found(shipped, old, new))


def test_every_combination_of_what_is_asked_for_is_tried_while_they_are_few() -> None:
    def asking(*steps: str) -> Drawing:
        drawn = Drawing().start().gate("exclusive", "g")
        for step in steps:
            drawn.user(step).flow("g", step, f'list contains(touched, "{step}")')
        return drawn.flow("g", "start", 'list contains(touched, "nowhere") or a = "b"')

    two = opened(asking("x", "y").files(), Setting()).drawing
    assert possible_touched(two) == ([], ["x"], ["y"], ["x", "y"])
    assert possible_touched(opened(asking().files(), Setting()).drawing) == ()
    nine = opened(asking(*(f"s{n}" for n in range(9))).files(), Setting()).drawing
    assert possible_touched(nine) == ()
