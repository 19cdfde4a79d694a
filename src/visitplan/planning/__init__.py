"""A day planned: manned, admitted, measured, routed, priced, verified and explained."""
