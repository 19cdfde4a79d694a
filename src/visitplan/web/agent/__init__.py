"""The agent's page: reached by a link, carried without a network, and forgotten at its end.

**The link.** Publishing a plan makes one for each agent; its token stands behind the ``#`` of
``/a#t=…``, so neither logs nor previews see it, and opening the page changes nothing. The token
is posted once (``coming_by_link``) for the cookie of one phone; another phone asks for the PIN
that the dispatcher sees (``pin``), and the first one is out then. The page follows whichever plan
of the day counts.

**The page** (``route``) is rendered whole by the server: the next stop open, the later ones
folded. ``static/agent/worker.js`` keeps the last one for when there is no network;
``route.js`` exchanges it when the server has another one, and wipes it when the server does not
know the phone any more, or the time is up.

**Reports** (``reports``) wait in the phone, in order, each with the id that was made when the
button was pressed; ``queue.js`` sends one after the other until the server has said yes. They
may arrive for a day after the link has ended, for a phone that was out of reach.
"""
