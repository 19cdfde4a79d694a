"""Our own search: ruin and recreate, compiled.

Slack induction by string removals (Christiaens & Vanden Berghe, Transportation Science 54(2),
2020), carried over to paid time, several windows, breaks and optional visits. Every route that is
kept has been timed and priced exactly; bounds only decide what needs no timing.
"""
