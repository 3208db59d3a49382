"""CPU milliseconds of docxtpl for the letters given, in an environment of its own: a JSON line.

It is run by `benchmarks.letters` as a program: docxtpl is installed nowhere else.
"""

import io
import json
import pickle
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.letters.words import FILTERS


def main(given: Path, rounds: int) -> None:
    """Measure each letter of *given* and keep what was written beside it."""
    found: dict[str, float] = {}
    for name, (template, values) in pickle.loads(given.read_bytes()).items():
        content = _write(template, values)
        (given.parent / f"docxtpl_{name}.docx").write_bytes(content)
        found[name] = round(statistics.median(_cpu(template, values) for _ in range(rounds)), 3)
    print(json.dumps(found))


def _write(template: bytes, values: dict[str, Any]) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render(values, _environment())
    document.save(saved := io.BytesIO())
    return saved.getvalue()


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(autoescape=True)
    environment.filters.update(FILTERS)
    environment.getattr = lambda obj, attribute: (  # type: ignore[method-assign]
        obj.pick(attribute) if hasattr(obj, "pick") else getattr(obj, attribute, obj[attribute])
    )
    return environment


def _cpu(template: bytes, values: dict[str, Any]) -> float:
    start = time.process_time()
    _write(template, values)
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
