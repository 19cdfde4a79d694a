"""A day that did not go as planned: what happened stays, the rest is planned anew."""
