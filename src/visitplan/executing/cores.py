"""How many processes can work at the same time."""

import os


def cores_to_use() -> int:
    """Return how many of the machine's cores this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
