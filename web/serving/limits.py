"""What a caller may take of the service: time, sockets and room. The figures, and nothing else."""

import resource
from dataclasses import dataclass, replace

MEGABYTE = 1024 * 1024
FILES_OF_OURS = 200  # the database, the letters being written, the log: what is no socket


@dataclass(frozen=True, slots=True)
class Limits:
    """Deadlines in seconds, sizes in bytes, rates in bytes a second."""

    threads: int = 16
    threads_for_strangers: int = 16  # of which 12 may wait for a password to be looked at
    connections: int = 4000
    backlog: int = 1024  # callers the kernel keeps waiting for us
    crowded: float = 0.8  # of the connections: beyond it the oldest unfinished ones go

    first_byte: float = 10.0  # until somebody who has come asks anything
    head: float = 10.0  # from the first byte of a request to the end of its headers
    grace: float = 10.0  # before a body, or the reading of an answer, has to keep the pace
    pace: int = 20_000  # at which a body comes, and an answer is taken
    idle: float = 30.0  # between the answer and the next question
    farewell: float = 5.0  # to read a refusal in, when there was more to send

    waits_for_a_turn: float = 1.0  # before we look whether they are still there
    waiting_of_one: int = 500  # requests of strangers from one address that wait for a thread
    waiting: int = 2000  # and from all of them: fewer than there are connections
    most_at_once: int = 16  # questions on one connection before the first is answered
    largest_head: int = 32 * 1024
    largest_body: int = 41 * MEGABYTE  # a little more than a page takes, so that a page answers
    largest_body_of_strangers: int = MEGABYTE  # whoever has no cookie has nothing to upload
    most_discarded: int = 1024 * MEGABYTE  # of a body that is too large, before we hang up
    all_bodies: int = 2048 * MEGABYTE  # of all requests that are still coming, on the disk
    answer_in_hand: int = 64 * MEGABYTE  # more than any answer: a slow reader keeps no thread

    tick: float = 0.5  # how often somebody looks at who is late


def affordable(limits: Limits) -> Limits:
    """The limits that this process may have files for; its own limit is raised where it may be."""
    wanted = 2 * limits.connections + FILES_OF_OURS  # a large body is a file beside its socket
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return replace(limits, connections=connections_for(soft, limits.connections))


def connections_for(files: int, wanted: int) -> int:
    """How many of the wanted connections that many open files allow; never none."""
    if files == resource.RLIM_INFINITY:
        return wanted
    return max(1, min(wanted, files - FILES_OF_OURS))
