"""VROOM's problems in, its answers out."""
