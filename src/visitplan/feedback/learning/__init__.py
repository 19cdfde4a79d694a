"""Learning from outcomes: who was at home when, how long ways and stays took; nobody is profiled.

Only hour, weekday and kind of place are looked at. What was seen seldom stays near the assumption:
each figure is a mean of what was assumed and of what was seen, by how much was seen of it.
"""
