"""Random diagrams against the reference: `python -m benchmarks.oracle --n 1000`.

Every step goes through the saved bytes. Prints one JSON line; `mismatches` must be 0.
"""

import argparse
import json

from tests.support.oracle import difference


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    asked = parser.parse_args()
    found = [difference(seed) for seed in range(asked.first, asked.first + asked.n)]
    wrong = [text for text in found if text]
    for text in wrong[:5]:
        print(text)
    print(json.dumps({"n": asked.n, "mismatches": len(wrong)}))


if __name__ == "__main__":
    main()
