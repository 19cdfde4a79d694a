"""The board of a plan: map and timeline, stops moved by hand, and the day under way.

The page is a frame; its scripts (``static/board/``) ask for the plan as data (``drawn.py``) and
draw it. Whatever somebody moves is sent with all moves before it and answered with what they do
together (``moving.py``); nothing is kept until it is asked for, and then as a new version.
"""
