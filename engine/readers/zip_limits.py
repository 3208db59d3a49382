"""How much a zip-based file may hold. Each limit is held against what is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one kind of package may hold; sizes are bytes after unpacking."""

    members: int
    largest: int
    whole: int


# Word needs about 15 members, and one more for each picture and each part of a header or footer. To
# unpack 24 MB takes 60 ms; a letter with ten photographs has 10 MB.
WORD = Limits(members=200, largest=16_000_000, whole=24_000_000)
# The shipped definition has some 90 files and 1 MB in all, its largest 200 KB.
BUNDLE = Limits(members=200, largest=5_000_000, whole=10_000_000)

HIGHEST_RATIO = 200  # XML of Word is packed 5 to 40 times; nothing but filling is packed 200 times
SPREAD = 1.1  # packed, no honest part is larger than it is: what cannot be packed grows by 0.1 %
SMALL = 100_000  # bytes: a small member may be packed as well as it likes
LONGEST_NAME = 255  # characters: what a file system takes
LONGEST_COMMENT = 1_000  # bytes: archives of version control name a revision of 40 there
STEP = 65_536  # bytes unpacked at a time; a false size is noticed that much too late at most
DESCRIPTORS = (12, 16, 20, 24)  # bytes that may follow a member whose header came before its sizes
