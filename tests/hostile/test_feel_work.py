"""Expressions that are small but ask for much work: refused in time, and told where they stand."""

import resource
import time

import pytest

from engine.dmn.errors import DecisionFault
from engine.dmn.read import read
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from tests.engine.dmn.files import decision, file, literal
from tests.hostile.limits import AT_ONCE

LONG = 'string join(for j in 1..9900 return "0123456789abcdef", "")'
MANY = "for i in 1..9000 return"

REFUSED = {
    "long texts put together": f'{{s: {LONG}, r: {MANY} s + "x"}}',
    "a list of long texts written out": f"{{s: {LONG}, r: string({MANY} s)}}",
    "a context of long texts written out": f"{{s: {LONG}, r: string({MANY} {{a: s}})}}",
    "lists compared": f"{{l: {MANY} i, r: {MANY} l = l}}",
    "lists told apart": f"{{l: {MANY} i, r: {MANY} l != l}}",
    "a search through a list": f"{{l: {MANY} i, r: {MANY} 0 in l}}",
    "lists asked for their type": f"{{l: {MANY} i, r: {MANY} l instance of list<number>}}",
    "a function with a long body": f"{{f: function(n) {'+'.join('n' * 2800)}, r: {MANY} f(i)}}",
    "powers by the hundred": f"{MANY} [{', '.join(['1.1 ** i'] * 900)}]",
    "exponentials by the hundred": f"{MANY} [{', '.join(['exp(i)'] * 900)}]",
    "roots by the hundred": f"{MANY} [{', '.join(['sqrt(i)'] * 900)}]",
    "logarithms by the hundred": f"{MANY} [{', '.join(['log(i)'] * 900)}]",
    "a sort by powers": f"sort({MANY} i, function(a, b) a ** 1.1 < b ** 1.1)",
    "a sort by anything": f"sort({MANY} i, function(a, b) true)",
    "a sort by a function of the library": f"{{s: {LONG}, r: sort({MANY} s, contains)}}",
    "a pattern looked for again and again": f'{{s: {LONG}, r: {MANY} matches(s, "a.*z")}}',
    "a pattern behind another name": f'{{s: {LONG}, r: list replace({MANY} s, matches, "a.*z")}}',
    "a text split again and again": f'{{s: {LONG}, r: {MANY} split(s, "a")}}',
    "a text replaced again and again": f'{{s: {LONG}, r: {MANY} replace(s, "a", "b")}}',
    "a new pattern each time": f'{MANY} matches("a", "a{{" + string(i) + "}}" + "(a|b){{9}}")',
    "many kinds of letters": 'matches("a", "' + r"\\p{L}" * 140 + '")',
    "many kinds of names": 'matches("a", "' + r"\\c\\i" * 240 + '")',
    "kinds of letters each time": MANY + r' matches("a", "[\\p{L}]{1,2}" + string(i))',
    "summaries of a long list": f"{{l: {MANY} i, r: {MANY} stddev(l)}}",
    "loops in a filter": f"({MANY} i)[count(({MANY} i)[item > 3]) = 1]",
}

ANSWERED = {
    "a loop between giants": "for i in 1e6000..1e6100 return i",
    "giants as positions": f"count({MANY} [1, 2, 3][1e6144 - i])",
    "giants as places in a text": f'count({MANY} substring("abc", 1e6144 - i, 1e6144 - i))',
    "giants as lengths": f"count({MANY} sublist([1, 2], 1, 1e6144 - i))",
    "giants even or odd": f"count({MANY} odd(1e6144 - i))",
    "giants on a calendar": f"count({MANY} date(1e6144 - i, 1e6144 - i, 1e6144 - i))",
    "giants on a clock": f"count({MANY} time(i - 1e6144, i - 1e6144, i - 1e6144))",
    "zones that do not exist": f'count({MANY} time("10:00:00@A" + string(i)))',
    "a pattern of some kinds": 'matches("a", "' + r"\\p{L}?" * 4 + '")',
    "a few patterns, often": 'count(for i in 1..400 return matches("abc", "[a-z]{3}"))',
}


@pytest.fixture(autouse=True)
def _within_a_second_and_a_hundred_megabytes() -> object:
    before, most = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - before < AT_ONCE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most < 100_000


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED.keys())
def test_much_work_is_refused_where_it_stands(source: str) -> None:
    with pytest.raises(FeelError) as refused:
        compile_expression(source)({})

    assert refused.value.line == 1
    assert "(line 1, column " in str(refused.value)


@pytest.mark.parametrize("source", ANSWERED.values(), ids=ANSWERED.keys())
def test_giants_are_answered_at_once(source: str) -> None:
    compile_expression(source)({})


def test_logic_that_is_asked_again_and_again_counts_each_time() -> None:
    body = literal(" + ".join("n" * 2000))
    loop = f'<for iteratorVariable="n"><in>{literal("[1..9000]")}</in><return>{body}</return></for>'

    with pytest.raises(DecisionFault, match="too much work"):
        read(file(decision("d", loop))).decide("d", {})


def test_four_hundred_patterns_are_enough() -> None:
    source = 'for i in 1..900 return matches("a", "a" + string(i))'

    with pytest.raises(FeelError, match="more than 400 different patterns"):
        compile_expression(source)({})
