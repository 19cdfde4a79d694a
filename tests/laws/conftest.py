"""How the laws are tried: the same examples on every machine, none against the clock."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "laws",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("thorough", settings.get_profile("laws"), max_examples=2_000)
settings.load_profile("laws")
