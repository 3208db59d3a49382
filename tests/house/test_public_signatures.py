"""What a public name takes and gives is said by its type: `Any` stands at borders only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNTOLD = {"Any", "AnyRow"}
#: Where a value of another's making comes in and its type cannot be written down, with the reason.
BORDERS = {
    "engine/execution/spiff.py": "SpiffWorkflow has no types; its hooks take our own tokens",
    "engine/execution/gateways.py": "SpiffWorkflow's list of conditions has no type",
    "engine/store/base.py": "SQLAlchemy hands over whatever a column of the driver holds",
    "engine/store/reading.py": "what a statement selects is compared with its record when it runs",
}


def untold_in(source: str) -> list[str]:
    """The public names of a file whose types say `Any`, each with its line."""
    return [
        f"line {line}: {name}"
        for name, line, types in public_types(ast.parse(source).body)
        if any(says_any(each) for each in types)
    ]


def says_any(type_: ast.expr) -> bool:
    """Whether a type says nothing, in itself or in a part; one in quotes is read too."""
    for part in ast.walk(type_):
        if isinstance(part, ast.Name) and part.id in UNTOLD:
            return True
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            try:
                quoted = ast.parse(part.value, mode="eval").body
            except SyntaxError:
                continue
            if says_any(quoted):
                return True
    return False


def public_types(body: list[ast.stmt]) -> Iterator[tuple[str, int, list[ast.expr]]]:
    """Each public function, method, attribute, constant and alias, with the types it names."""
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if is_public(name):
                yield name, statement.lineno, types_of(statement)
                yield from attributes_set_in(statement)
            case ast.ClassDef(name=name) if is_public(name):
                yield f"the bases of {name}", statement.lineno, statement.bases
                yield from public_types(statement.body)
            case ast.AnnAssign(target=ast.Name(id=name)) if is_public(name):
                yield name, statement.lineno, [statement.annotation]
            case ast.Assign(targets=[ast.Name(id=name)]) if is_public(name):
                yield from alias_in(name, statement)


def is_public(name: str) -> bool:
    """Whether others may use it: a method such as __init__ is what its class is used by."""
    return not name.startswith("_") or name.endswith("__")


def types_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    """The types of what a function takes and gives."""
    args = function.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    taken = [each.annotation for each in every if each is not None and each.annotation]
    return [*taken, function.returns] if function.returns else taken


def attributes_set_in(
    function: ast.FunctionDef | ast.AsyncFunctionDef,
) -> Iterator[tuple[str, int, list[ast.expr]]]:
    """The public attributes that a method gives its object a type for."""
    for part in ast.walk(function):
        match part:
            case ast.AnnAssign(target=ast.Attribute(attr=name)) if is_public(name):
                yield name, part.lineno, [part.annotation]


def alias_in(name: str, statement: ast.Assign) -> Iterator[tuple[str, int, list[ast.expr]]]:
    """A type under another name, such as `Row = Mapping[str, Any]`."""
    if isinstance(statement.value, ast.Subscript | ast.Name | ast.BinOp):
        yield name, statement.lineno, [statement.value]


def files() -> list[str]:
    places = [path for room in ("engine", "web") for path in (ROOT / room).rglob("*.py")]
    names = sorted(place.relative_to(ROOT).as_posix() for place in places)
    return [name for name in names if "/migrations/versions/" not in name]


def test_public_names_say_their_types() -> None:
    asked = [name for name in files() if name not in BORDERS]
    untold = {name: untold_in((ROOT / name).read_text()) for name in asked}
    assert {name: names for name, names in untold.items() if names} == {}


@pytest.mark.parametrize("file", BORDERS)
def test_a_border_is_named_only_while_something_crosses_it(file: str) -> None:
    assert untold_in((ROOT / file).read_text()) != []


@pytest.mark.parametrize(
    "source",
    [
        "def answer(value: Any) -> str: ...",
        "def answer(*values: Any) -> str: ...",
        "def answer(*, value: str) -> dict[str, Any]: ...",
        "async def answer(value: 'Mapping[str, Any]') -> str: ...",
        "class Case:\n    def answer(self, value: AnyRow) -> str: ...",
        "class Case:\n    facts: Mapping[str, Any]",
        "class Case:\n    def __init__(self) -> None:\n        self.facts: Any = {}",
        "class Case(dict[str, Any]): ...",
        "ANSWERS: dict[str, Any] = {}",
        "Answers = Mapping[str, Any]",
        "Answer = str | Any",
    ],
)
def test_what_says_nothing_is_seen(source: str) -> None:
    assert len(untold_in(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def _answer(value: Any) -> str: ...",
        "class _Case:\n    facts: Any",
        "def answer(value: object) -> 'str': ...",
        "def answer(value: Literal['not a type']) -> str:\n    read: Any = value",
        "ANY = 'Any'",
    ],
)
def test_what_says_enough_or_is_private_is_not(source: str) -> None:
    assert untold_in(source) == []
