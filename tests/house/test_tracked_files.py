"""What git keeps says nothing about the machines it was written on."""

import re
from pathlib import Path

# Put together here, so that this file does not name what it looks for.
MACHINES = [r"(?<![\w.])/" + name + "/" for name in ("work", "root", "home", "Users", "opt/pypi")]
REGISTRIES = [r"pypi\." + "org", r"pythonhosted\." + "org", r"registry\." + "npmjs"]
SECRETS = ["BEGIN [A-Z ]*PRIVATE" + " KEY", "AKIA" + "[0-9A-Z]{16}"]
FORBIDDEN = re.compile("|".join(MACHINES + REGISTRIES + SECRETS))
BINARY = {".docx", ".png", ".ico", ".woff2", ".pdf", ".zip"}
LARGEST = 1_000_000


def test_no_kept_file_names_a_machine_path_a_registry_or_a_secret(
    tracked_files: list[Path], root: Path
) -> None:
    found = {}
    for path in tracked_files:
        if path.suffix not in BINARY:
            hits = FORBIDDEN.findall(path.read_text(encoding="utf-8"))
            if hits:
                found[str(path.relative_to(root))] = sorted(set(hits))

    assert found == {}


def test_no_kept_file_is_large(tracked_files: list[Path], root: Path) -> None:
    sizes = {str(path.relative_to(root)): path.stat().st_size for path in tracked_files}

    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_nothing_built_is_kept(tracked_files: list[Path], root: Path) -> None:
    built = ("web/static/", "web/assets/node_modules/", "var/", "out/", ".venv/")
    names = [str(path.relative_to(root)) for path in tracked_files]

    assert [name for name in names if name.startswith(built)] == []
