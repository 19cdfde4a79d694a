"""The web application: pages for dispatchers, managers and administrators, agents and programs.

A part of it is a module with a router and the value ``PART`` (``parts.Part``); ``factory.PARTS``
lists the parts, in the order of the menu, and nothing else has to know of a new one::

    doors = Doors(prefix="/days")

    def day_of_path(connection: Connection, path: Mapping[str, Any]) -> Thing | None:
        head = days.head(connection, path["day_id"])
        return Thing(head.branch_id) if head else None

    @doors.post("/{day_id}/planning")
    @may("edit plans", of=day_of_path)
    def plan_day(here: Here, day_id: str) -> Response:
        wanted = PlanningRequest(seconds=30).model_dump(mode="json")
        job = NewJob(here.new_id(), day_id, here.who.id, wanted)
        with here.write() as connection:
            jobs.enqueue(connection, job, at=here.now)
            here.record(connection, "ask for a plan", "day", day_id)
        return here.redirect(f"/days/{day_id}")

    PART = Part(doors, entries=(Entry("see days", "/days", "Days"),))

**Permission.** ``@may(action, of=finder)`` stands under every route; one without cannot be made.
``permission.py`` is the table of who may do what. The guard (``guarding.py``) asks before a body
is read: who is it, may they do that at all (403, or the way to sign in), is the thing theirs
(404, as if there were none), did a page of ours ask (403). Whoever comes by a key and not by a
cookie needs no page. A part that knows its askers by something else (a link, a key) adds a
function to its ``ways``; it returns a ``Who``.

**The request.** An endpoint is a plain function: it runs in a thread, so it may wait for the
database. ``here: Here`` (``exchange.py``) is all it needs: ``here.who``, ``here.now`` (the
clock), ``here.read()`` and ``here.write()`` (transactions of ``visitplan.storage``),
``here.record(connection, …)`` (one entry in the audit trail, in the same transaction, for each
change), ``here.page(template, **values)``, ``here.redirect(path)``, ``here.text(sentence)``.
Forms are pydantic models (``Annotated[Model, Form()]``), so too long or missing fields answer
422 by themselves; a route that takes files raises its limit: ``max_body_size=UPLOAD``.
What goes wrong is raised: ``refusals.py``, or the errors of ``visitplan.errors`` (InputError
422, ConflictError 409, StorageError 503); ``failing.py`` answers, as JSON to programs (below
``/api/``, or who accepts only that), and no value of the request is repeated anywhere.

**Pages.** Templates extend ``base.html.j2`` and import ``parts.html.j2`` *with context*
(``csrf()``, ``field(…)``); every sentence is ``{{ _("…") }}``, every path ``path("/…")``, every
file ``static("…")``. Nothing inline: scripts and styles are files in ``static/``, data for a
script stand in ``<script type="application/json">`` (``{{ data | tojson }}``), and are shown by
``textContent``. Each part brings ``static/<part>.css``, ``static/<part>.js`` and
``locale/zh/<part>.po``; a test finds the sentences that no catalogue has.

A sentence in code is found for the catalogues where it is the argument of ``here.text`` or the
label of an ``Entry``.

**Planning.** A row in ``planning_jobs`` is all that is needed: ``app.queue.planning_request``
says what it may ask for. A worker of some server process takes it up
(``app.queue.planning_jobs``), and the row tells how far it is (``Progress``), which draft came of
it, or why none did (``Failed``).

**Tests** lie in ``tests/integration/web/``; its ``conftest.py`` has the fixtures: ``house`` (a
fresh database, a clock that can be moved), ``served`` (a real server on a free port), ``asker``
(``asker("dispatcher")`` is an httpx client, signed in) and ``browsing`` (the same as a page in
Chromium that notes every complaint and every foreign request). ``test_web_every_route.py`` calls
every route in every role for things of one's own and of another branch; a part whose paths have
parameters tells in ``web_things.py`` how to make one.
"""
