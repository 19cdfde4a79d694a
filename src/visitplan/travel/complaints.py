"""What libraries say about files from strangers, made fit to print."""

_LONGEST = 120


def in_brief(problem: Exception) -> str:
    """Return the kind and the words of a problem on one printable line of some 120 letters."""
    words = " ".join(str(problem).split())
    printable = "".join(letter if letter.isprintable() else "�" for letter in words)
    shortened = f"{printable[:_LONGEST]}…" if len(printable) > _LONGEST else printable
    return f"{type(problem).__name__}: {shortened}"
