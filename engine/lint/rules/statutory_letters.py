"""A letter that the law knows is written by its own step, signed as it must be, and by no other."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, listed, quoted, step_called
from engine.analysis.satisfiability import Choices, satisfiable
from engine.bpmn.elements import LetterRule, Node
from engine.bpmn.panel import under
from engine.letters.compile import Letter
from engine.lint.authority import (
    authority_of_deciders,
    authority_of_last,
    sentence_giving_authority,
)
from engine.lint.constants import constants
from engine.lint.finding import Fault, Place
from engine.lint.likeness import squeezed
from engine.lint.protected import is_bound, letter_meant
from engine.lint.written_in import wording_of
from engine.people.law import StatutoryLetter


def faults(definition: Definition) -> Iterator[Fault]:
    """Letters written where they may not be, otherwise than they must be, or under another code."""
    for node in definition.drawing.nodes:
        for sentence in _badly_written(definition, node):
            yield Fault(node, sentence)
    for letter in definition.setting.law.letters.values():
        yield from _letter_left_out(definition, letter)
    for code, template in definition.contents.letters.items():
        if isinstance(template, Letter):
            yield from _words_of_law(definition, code, template)
            yield from _authority_given(definition, code, template)
    yield from _words_kept_as_facts(definition)


def _badly_written(definition: Definition, node: Node) -> Iterator[str]:
    """What is wrong with the letters of the law that a step writes."""
    for rule in node.letters:
        letter = letter_meant(definition, rule.code)
        if letter is None:
            continue
        if node.id not in letter.steps or rule.code != letter.code:
            yield _written_elsewhere(definition, node, rule, letter)
        else:
            yield from _badly_signed(definition, node, rule, letter)
            yield from _written_at_other_times(definition, node, rule, letter)


def _written_elsewhere(
    definition: Definition, node: Node, rule: LetterRule, letter: StatutoryLetter
) -> str:
    return (
        f"{called(node)} writes letter {rule.code}, the {quoted(letter.title)} of the law, which "
        f"only the step {_writers(definition, letter)} may write as {letter.code} "
        f"({letter.basis}): take it away {under('letter.template')}, or write a letter with a "
        "code and words of its own."
    )


def _badly_signed(
    definition: Definition, node: Node, rule: LetterRule, letter: StatutoryLetter
) -> Iterator[str]:
    signatory = rule.signatory or node.role
    if signatory not in letter.signatories:
        yield (
            f"letter {rule.code} of {called(node)} is to be signed by "
            f"{definition.setting.role_called(signatory)}, but it is "
            f"{_signers(definition, letter)} who signs it ({letter.basis}): choose who "
            f"{under('letter.signatory')}."
        )
    if letter.signed and not rule.for_signature:
        yield (
            f"letter {rule.code} of {called(node)} need not come back signed, but without a "
            f"signature it has no effect ({letter.basis}): choose that the signed copy must come "
            f"back, {under('letter.return')}."
        )


def _written_at_other_times(
    definition: Definition, node: Node, rule: LetterRule, letter: StatutoryLetter
) -> Iterator[str]:
    """Whether the two conditions can differ: some answers make one true and the other false."""
    when, only_when = rule.when or "true", letter.only_when or "true"
    answers = _answers_of_law(definition)
    too_often = satisfiable([(when, True), (only_when, False)], answers)
    too_seldom = satisfiable([(when, False), (only_when, True)], answers)
    if too_often or too_seldom:
        lawful = f"exactly when {letter.only_when}" if letter.only_when else "every time"
        yield (
            f"letter {rule.code} of {called(node)} is written when {quoted(when)}, but the law "
            f"has it written {lawful} ({letter.basis}): correct it "
            f"{under('letter.*.when', rule.code)}."
        )


def _writers(definition: Definition, letter: StatutoryLetter) -> str:
    return listed([step_called(definition.model, step) for step in letter.steps], "or")


def _signers(definition: Definition, letter: StatutoryLetter) -> str:
    roles = sorted(letter.signatories)
    return listed([definition.setting.role_called(role) for role in roles], "or")


def _answers_of_law(definition: Definition) -> Choices:
    """The facts of the law with their answers; any other fact may have any value."""
    answers: dict[str, tuple[str | bool | None, ...]] = {}
    for row in definition.setting.law.facts:
        if row.answers:
            answers[row.fact] = (*row.values, None)
    return answers


def _letter_left_out(definition: Definition, letter: StatutoryLetter) -> Iterator[Fault]:
    for step in letter.steps:
        node = definition.drawing.node(step)
        if node is None or not is_bound(definition, node):
            continue
        if letter.code not in {rule.code for rule in node.letters}:
            yield Fault(
                node,
                f"{called(node)} does not write letter {letter.code}, the {quoted(letter.title)} "
                f"({letter.basis}): tick it {under('letter.template')}.",
            )


def _words_of_law(definition: Definition, code: str, template: Letter) -> Iterator[Fault]:
    """A letter of the law that does not say what it must, and other letters that speak like one."""
    own_letter = letter_meant(definition, code)
    if own_letter is not None:
        yield from _own_words_missing(code, own_letter, template)
    for letter in definition.setting.law.letters.values():
        if letter is own_letter:
            continue
        words = _words_alike(template, letter, with_headings=own_letter is None)
        if words is not None:
            yield Fault(
                _template_of(code),
                f"the template of letter {code} says {quoted(words)}, the words of letter "
                f"{letter.code}, which only the step {_writers(definition, letter)} may write "
                f"({letter.basis}): say something else.",
            )


def _own_words_missing(code: str, letter: StatutoryLetter, template: Letter) -> Iterator[Fault]:
    words = wording_of(template).words
    if not any(squeezed(claim) in words for claim in letter.claims):
        yield Fault(
            _template_of(code),
            f"the template of letter {code} does not say what the {quoted(letter.title)} must say "
            f"({letter.basis}): write {listed([quoted(claim) for claim in letter.claims], 'or')} "
            "in it.",
        )


def _words_alike(template: Letter, letter: StatutoryLetter, *, with_headings: bool) -> str | None:
    """The first words of *letter* that the template says, or with which it begins a paragraph."""
    wording = wording_of(template)
    for claim in letter.claims:
        if squeezed(claim) in wording.words:
            return claim
    headings = wording.headings_among(letter.headings) if with_headings else []
    return headings[0] if headings else None


def _template_of(code: str) -> Place:
    return Place(f"letters/{code}.docx", code, code)


def _authority_given(definition: Definition, code: str, template: Letter) -> Iterator[Fault]:
    """Letters that say in whatever words that authority is given, and are not the law's own."""
    sentence = _sentence_beyond_its_law(definition, code, template)
    if sentence is not None:
        yield Fault(
            _template_of(code),
            f"the template of letter {code} says {quoted(sentence)}, as if it gave the authority "
            "that only the letters of the law give: say what is asked for or still to come.",
        )


def _sentence_beyond_its_law(definition: Definition, code: str, template: Letter) -> str | None:
    """A sentence that gives authority which the letter is not the one to give."""
    law = definition.setting.law
    letter = letter_meant(definition, code)
    if letter is None:
        return sentence_giving_authority(authority_of_deciders(law), template.paragraphs)
    if letter.signatories.isdisjoint(law.words.get("last", ())):
        # An earlier approval may be told by those who give it, but not the consent that is last.
        return sentence_giving_authority(
            authority_of_last(law), template.paragraphs, named_only=True
        )
    return None


def _words_kept_as_facts(definition: Definition) -> Iterator[Fault]:
    """Words that the diagram or a table keeps as a fact, which any letter may then say."""
    reader = authority_of_deciders(definition.setting.law)
    looks_of_law = _looks_of_claims(definition)
    for constant in constants(definition):
        look = squeezed(constant.words)
        claims = any(claim in look for claim in looks_of_law)
        if claims or sentence_giving_authority(reader, (constant.words,)) is not None:
            yield Fault(
                constant.thing,
                f"{constant.keeper} keeps {quoted(constant.words)}, words of a letter of the law, "
                "which any letter could say then: keep a word for what is meant, and let the "
                "letter say it.",
            )


def _looks_of_claims(definition: Definition) -> list[str]:
    looks: list[str] = []
    for letter in definition.setting.law.letters.values():
        looks += map(squeezed, letter.claims)
    return looks
