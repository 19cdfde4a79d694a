"""The command line: thin skins over the use cases of ``visitplan.app``."""
