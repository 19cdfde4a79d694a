"""The tables, one module a subject; what they promise, they promise to whoever writes."""
