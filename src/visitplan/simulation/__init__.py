"""How a plan fares when ways, stays and who is at home turn out otherwise: many days at once."""
