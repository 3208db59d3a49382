"""Names over names: the top is seen first, and laying one on top changes nothing beneath."""

import pytest

from engine.feel.compile import compile_expression
from engine.feel.layers import Layers


def test_what_is_on_top_is_seen_first_and_the_rest_shines_through() -> None:
    below = {"country": "Ruritania", "posts": 2}
    facts = Layers(below) | {"posts": 3}
    assert dict(facts) == {"country": "Ruritania", "posts": 3}
    assert compile_expression('posts > 2 and country = "Ruritania"')(facts) is True
    assert below == {"country": "Ruritania", "posts": 2}


def test_a_blank_on_top_hides_what_is_beneath() -> None:
    facts = Layers({"posts": 2}) | {"posts": None}
    assert compile_expression("posts = null")(facts) is True


def test_what_no_layer_holds_is_not_there() -> None:
    facts = Layers({"posts": 2}, {"country": "Ruritania"})
    assert ("country" in facts, "rank" in facts) == (True, False)
    assert (facts.get("country"), facts.get("rank"), facts.get("rank", 0)) == ("Ruritania", None, 0)
    assert facts["country"] == "Ruritania"
    with pytest.raises(KeyError):
        facts["rank"]
