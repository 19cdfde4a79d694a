"""A branch's days: handed over, looked at, mended, passed through the gate, planned.

``listing`` the days and their import · ``day`` what is next to be done · ``table``, ``row`` and
``cell`` the tables of today · ``files`` settings, packs, the whole folder · ``gate`` who may be
visited · ``planning`` asking for a plan, and how far it is. Plans have pages of their own
(``plan_pages``).
"""
