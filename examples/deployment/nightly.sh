#!/bin/sh
# Every night, by cron or a systemd timer: what may be kept no longer goes, then a backup is made.
# In this order: what was purged is in no backup made afterwards, and old backups go after KEEP days.
set -eu
BACKUPS=${BACKUPS:-/var/backups/visitplan}
KEEP=${KEEP:-14}
VISITPLAN=${VISITPLAN:-/opt/visitplan/bin/visitplan}

umask 077
mkdir -p "$BACKUPS"
"$VISITPLAN" purge --yes
"$VISITPLAN" backup "$BACKUPS/$(date -u +%Y-%m-%dT%H%M%SZ).db"
"$VISITPLAN" audit verify
find "$BACKUPS" -name '*.db' -type f -mtime +"$KEEP" -delete
