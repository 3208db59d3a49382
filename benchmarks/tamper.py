"""Changes each column of each table once and asks verify: `python -m benchmarks.tamper`.

Prints one JSON line: `tampered` and `found` are equal when nothing that decides was missed; what
was is in `missed`, what need not be found in `exempt`, tables without a row in `empty`. Whatever
is tried is rolled back. `--url` tries a database of yours (a copy), else a small one is made.
"""

import argparse
import json
import sys
from time import process_time

from tests.support.furnished import Furnished
from tests.support.office import DATABASES, database
from tests.support.tamper import tampered


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--url", help="a copy of a database, instead of one made for this")
    parser.add_argument("--told", action="store_true", help="print what verify said of each")
    asked = parser.parse_args()
    with database(asked.database) as made:
        office = Furnished(asked.url or made)
        if asked.url is None:
            office.furnish()
        began = process_time()
        tried = tampered(office.engine)
        spent = round(process_time() - began, 1)
        office.close()
    if asked.told:
        for name, sentence in [*tried.found.items(), *tried.exempt.items()]:
            print(f"{name}: {sentence}", file=sys.stderr)
    print(json.dumps({**tried.plain, "cpu_s": spent}))
    sys.exit(1 if tried.missed or tried.empty else 0)


if __name__ == "__main__":
    main()
