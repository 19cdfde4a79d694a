"""How far? Addresses → points → streets → travel matrix."""
