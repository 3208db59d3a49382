"""Checks each attack in a process of its own and says what it took: a line of JSON for each.

Run as a script, so that what is measured is the check and not the tests around it.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping

from engine.definitions.checking import check_bundle
from engine.definitions.shipped import reference_in, shipped_workflows
from engine.lint.report import lines
from engine.people.reference import Reference
from tests.hostile import attacks, attacks_inside
from tests.support.laws import TODAY

Attacks = Mapping[str, Callable[[], dict[str, bytes]]]
GROUPS: Mapping[str, Attacks] = {
    "reading": attacks.READING,
    "playing": attacks.PLAYING,
    "expressions": attacks_inside.FEEL,
    "decisions": attacks_inside.DECISIONS,
    "forms": attacks_inside.FORMS,
    "letters": attacks_inside.LETTERS,
}


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _measure(name: str, make: Callable[[], dict[str, bytes]]) -> dict[str, object]:
    bundle, reference = make(), Reference(reference_in(shipped_workflows()))
    memory, began = _memory(), time.process_time()
    found = check_bundle(bundle, reference, TODAY)
    took = time.process_time() - began
    told = list(lines(found))
    return {
        "name": name,
        "seconds": took,
        "megabytes": _memory() - memory,
        "rules": sorted({one.rule for one in found if one.severity == "error"}),
        "longest": max(map(len, told), default=0),
        "told": told[:200],
    }


def _in_a_process_of_its_own(name: str, make: Callable[[], dict[str, bytes]]) -> None:
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        sys.stdout.write(json.dumps(_measure(name, make)) + "\n")
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)


if __name__ == "__main__":
    for attack, made in GROUPS[sys.argv[1]].items():
        _in_a_process_of_its_own(attack, made)
