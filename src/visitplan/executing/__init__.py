"""Many plannings at once: on processes or on a cluster, and no result lost when a worker dies.

``fan_out`` takes any executor of ``concurrent.futures``. Work is a function of a JSON text that
returns a JSON text; a task's key names everything that its result depends on, so that a result
which is in the store already is the result.
"""
