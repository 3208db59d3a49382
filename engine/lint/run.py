"""Every rule, run over a definition: the findings, the gravest first."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from engine.analysis.definition import Definition, opened
from engine.analysis.naming import capital, tidy
from engine.analysis.setting import Setting
from engine.bpmn.elements import Flow, Lane, Model, Oddity, Process
from engine.lint import rules
from engine.lint.finding import Fault, Finding, Thing
from engine.lint.order import gravest_first, in_order

Rule = Callable[[Definition], Iterable[Fault]]
LONGEST_SENTENCE, LONGEST_NAME = 1_000, 300
MOST_OF_A_RULE = 100
NOTED = "not-supported"  # the rule that tells what the reader noted


def check(files: Mapping[str, bytes], setting: Setting) -> tuple[Finding, ...]:
    """Everything that stands between this bundle and being published, and what is worth a look."""
    definition = opened(files, setting)
    found = [
        finding(name, fault, definition.model)
        for name, rule in rules_by_name().items()
        for fault in rule(definition)
    ]
    return tuple(gravest_first(_few(in_order(_once(found, definition.model), definition.model))))


def _few(found: Iterable[Finding]) -> Iterator[Finding]:
    """The first findings of each rule and severity, and one that says how many more there are."""
    more: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        of_a_kind = more.setdefault((one.rule, one.severity), [])
        of_a_kind.append(one)
        if len(of_a_kind) <= MOST_OF_A_RULE:
            yield one
    for of_a_kind in more.values():
        rest = len(of_a_kind) - MOST_OF_A_RULE
        if rest > 0:
            first = of_a_kind[MOST_OF_A_RULE]
            sentence = f"{rest:,} more findings of this rule are not shown: mend those above first."
            yield replace(first, sentence=sentence, trace=())


def _once(found: Iterable[Finding], model: Model) -> Iterator[Finding]:
    """The findings without repeats: what the reader noted is dropped where a rule says it better.

    Only a noted error on an element that another rule finds fault with is dropped, so that an
    error always remains as long as the diagram cannot be run.
    """
    found = dict.fromkeys(found)
    better = {f.element for f in found if f.severity == "error" and f.rule != NOTED}
    unlike = {
        capital(tidy(o.sentence, LONGEST_SENTENCE)) for o in model.oddities if o.rule == NOTED
    }
    for one in found:
        if one.rule != NOTED or one.element not in better or one.sentence in unlike:
            yield one


@cache
def rules_by_name() -> Mapping[str, Rule]:
    """Each rule of the rules folder, by the name its page and its findings bear."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return {
        name.replace("_", "-"): importlib.import_module(f"{rules.__name__}.{name}").faults
        for name in names
    }


def finding(rule: str, fault: Fault, model: Model) -> Finding:
    """The finding a person reads, for a fault that *rule* found."""
    element, name, file, line = _where(fault.thing, model)
    sentence = capital(tidy(fault.sentence, LONGEST_SENTENCE))
    at = tidy(element, LONGEST_NAME)
    return Finding(rule, fault.severity, sentence, at, name, file, line, fault.trace)


def _where(thing: Thing, model: Model) -> tuple[str, str, str, int]:
    match thing:
        case Oddity():
            return thing.element, tidy(thing.name, LONGEST_NAME), thing.file, thing.line
        case Flow():
            return (
                thing.id,
                tidy(thing.name, LONGEST_NAME),
                _file_of(thing.scope, model),
                thing.line,
            )
        case Lane():
            return thing.id, tidy(thing.name, LONGEST_NAME), _file_of(thing.process, model), 0
        case Process():
            return thing.id, tidy(thing.name, LONGEST_NAME), thing.file, 0
        case _:
            return thing.id, tidy(thing.name, LONGEST_NAME), thing.file, thing.line


def _file_of(scope: str, model: Model) -> str:
    holder = model.processes.get(scope) or model.nodes.get(scope)
    return holder.file if holder else ""
