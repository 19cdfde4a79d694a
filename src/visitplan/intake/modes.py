"""How people say by what means they travel."""

from visitplan.domain.value import Mode

MODES: dict[str, Mode] = {
    "drive": "drive", "two_wheeler": "two_wheeler", "walk": "walk", "transit": "transit",
    "car": "drive", "foot": "walk", "two-wheeler": "two_wheeler", "two wheeler": "two_wheeler",
    "motorcycle": "two_wheeler", "motorbike": "two_wheeler", "moped": "two_wheeler",
    "scooter": "two_wheeler", "public transport": "transit", "bus": "transit",
    "驾车": "drive", "开车": "drive", "步行": "walk", "两轮车": "two_wheeler",
    "摩托车": "two_wheeler", "电动车": "two_wheeler", "公交": "transit", "公共交通": "transit",
}  # fmt: skip
