"""The API for a lender's core system, below ``/api/v1``.

A program comes with a key that an administrator made (``Authorization: Bearer vpk_…``,
``keys.py``): for one branch, for the scopes that were chosen. It hands over cases, contacts and
holds (``cases.py``, ``contacts.py``, ``holds.py``), reads the plans that were published and what
agents report (``plans.py``, ``outcomes.py``), and has itself told of both (``webhooks.py``).

What is shared: ``answers.py`` (which answers a route documents, and what a problem looks like),
``idempotency.py`` (the same key and body, the same answer), ``paging.py`` (cursors), ``tags.py``
(versions as ETags). ``describing.py`` makes the OpenAPI document of the routes themselves.
"""
