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
LONGEST_SENTENCE, LONGEST_NAME = 1_000, 300  # characters: a diagram may say what it likes
MOST_OF_A_RULE = 100  # findings: nobody reads on beyond, and a page must hold them
NOTED = "not-supported"  # the rule that tells what the reader noted


def check(files: Mapping[str, bytes], setting: Setting) -> tuple[Finding, ...]:
    """Everything that stands between this bundle and being published, and what is worth a look."""
    definition = opened(files, setting)
    model = definition.model
    findings: list[Finding] = []
    for name, rule in rules_by_name().items():
        findings += [finding(name, fault, model) for fault in rule(definition)]
    ordered = in_order(_without_repeats(findings, model), model)
    # The findings that stand for many others come last of all, so the order is made once more.
    return tuple(gravest_first(_first_of_each_rule(ordered)))


def _first_of_each_rule(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first findings of each rule and severity, and one that says how many more there are."""
    by_rule: dict[tuple[str, str], list[Finding]] = {}
    for finding_ in findings:
        same_rule = by_rule.setdefault((finding_.rule, finding_.severity), [])
        same_rule.append(finding_)
        if len(same_rule) <= MOST_OF_A_RULE:
            yield finding_
    for same_rule in by_rule.values():
        more = len(same_rule) - MOST_OF_A_RULE
        if more > 0:
            sentence = f"{more:,} more findings of this rule are not shown: mend those above first."
            yield replace(same_rule[MOST_OF_A_RULE], sentence=sentence, trace=())


def _without_repeats(findings: Iterable[Finding], model: Model) -> Iterator[Finding]:
    """The findings without repeats: what the reader noted is dropped where a rule says it better.

    Only a noted error on an element that another rule finds fault with is dropped, so that an
    error always remains as long as the diagram cannot be run.
    """
    distinct = list(dict.fromkeys(findings))
    told_better: set[str] = set()
    for finding_ in distinct:
        if finding_.severity == "error" and finding_.rule != NOTED:
            told_better.add(finding_.element)
    noted = [oddity for oddity in model.oddities if oddity.rule == NOTED]
    not_supported = {_sentence(oddity.sentence) for oddity in noted}
    for finding_ in distinct:
        is_noted = finding_.rule == NOTED and finding_.sentence not in not_supported
        if not is_noted or finding_.element not in told_better:
            yield finding_


@cache
def rules_by_name() -> Mapping[str, Rule]:
    """Each rule of the rules folder, by the name its page and its findings bear."""
    by_name: dict[str, Rule] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(rules.__path__)):
        module = importlib.import_module(f"{rules.__name__}.{name}")
        by_name[name.replace("_", "-")] = module.faults
    return by_name


def finding(rule: str, fault: Fault, model: Model) -> Finding:
    """The finding a person reads, for a fault that *rule* found."""
    thing = fault.thing
    element = thing.element if isinstance(thing, Oddity) else thing.id
    return Finding(
        rule,
        fault.severity,
        _sentence(fault.sentence),
        element=tidy(element, LONGEST_NAME),
        name=tidy(thing.name, LONGEST_NAME),
        file=_file_of(thing, model),
        line=0 if isinstance(thing, Process | Lane) else thing.line,
        trace=fault.trace,
    )


def _sentence(text: str) -> str:
    return capital(tidy(text, LONGEST_SENTENCE))


def _file_of(thing: Thing, model: Model) -> str:
    """The file that a thing stands in; for a flow or a lane, that of what holds it."""
    if isinstance(thing, Flow):
        holder = model.processes.get(thing.scope) or model.nodes.get(thing.scope)
    elif isinstance(thing, Lane):
        holder = model.processes.get(thing.process)
    else:
        return thing.file
    return holder.file if holder else ""
