"""Runs the tests that can see what changed: `./dev test --near`, in under a minute for most rooms.

Near a changed module are its room's own tests, and the test files that import it or a module that
imports it. What plays whole cases, drives a browser or needs PostgreSQL is left to `./dev test`.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = "not process and not browser and not postgres"
ANYWAY = ("tests/house",)
# Data that many tests read: what holds it is listed by hand.
DATA = {
    "workflows": ("tests/workflows", "tests/lint"),
    "document_templates": ("tests/letters", "tests/workflows"),
}


def main(arguments: list[str]) -> None:
    """Becomes pytest on those files, or says that nothing changed."""
    changed = [path for path in changed_files() if path.exists()]
    near = sorted(set(near_tests(changed)))
    if not near:
        sys.stdout.write("Nothing changed that tests look at: ./dev test runs them all.\n")
        return
    sys.stdout.write(f"Near what changed: {len(near)} files of tests.\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", "-q", "-m", LEFT_OUT, *arguments, *near]
    os.execv(sys.executable, command)  # noqa: S606 - the command is our own


def changed_files() -> list[Path]:
    """What differs from where this branch left main, files not yet added included."""
    since = git("merge-base", "HEAD", "main") or ["HEAD"]
    names = git("diff", "--name-only", since[0])
    names += git("ls-files", "--others", "--exclude-standard")
    return [ROOT / name for name in dict.fromkeys(names)]


def git(*words: str) -> list[str]:
    """The lines that git answers; none where it refuses."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    return done.stdout.split("\n")[:-1] if done.returncode == 0 else []


def near_tests(changed: Iterable[Path]) -> Iterator[str]:
    """The files and folders of tests near the changed files."""
    names = [path.relative_to(ROOT) for path in changed]
    modules = {name for path in names if (name := module_of(path))}
    if modules:
        yield from ANYWAY
        yield from importing(with_importers(modules))
        yield from filter(None, map(own_tests, modules))
    for path in names:
        if path.parts[0] == "tests" and path.name.startswith("test_"):
            yield str(path)
        elif path.parts[0] == "tests" and path.suffix == ".py" and len(path.parts) > 2:
            yield str(path.parent)
        yield from DATA.get(path.parts[0], ())


def module_of(path: Path) -> str | None:
    """`engine/feel/compile.py` is engine.feel.compile; what is no module of ours is none."""
    if path.suffix != ".py" or path.parts[0] not in {"engine", "web"}:
        return None
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def with_importers(modules: set[str]) -> set[str]:
    """The modules, and those that import one of them."""
    graph = grimp.build_graph("engine", "web", cache_dir=None)
    known = modules & graph.modules
    return known.union(*(graph.find_modules_that_directly_import(module) for module in known))


def importing(modules: set[str]) -> Iterator[str]:
    """The test files that import one of the modules."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if imported(path) & modules:
            yield str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    """The names of the modules that a file imports, as it writes them."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


def own_tests(module: str) -> str | None:
    """The folder or file of tests that has the name of the module's room."""
    package, _, rest = module.partition(".")
    room = rest.partition(".")[0]
    places = (f"tests/{package}/{room}", f"tests/{room}", f"tests/{package}/test_{room}.py")
    return next((place for place in places if (ROOT / place).exists()), None)


if __name__ == "__main__":
    main(sys.argv[1:])
