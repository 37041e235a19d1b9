#!/bin/sh
# Chromium begun by root lifts itself above everybody (browser and GPU process to -8, pages to 0), however low it was begun. On a
# busy machine the server that it asks then gets no turn for seconds, and times measured at its pages say nothing of the
# server. Without the capability all keep the rank that the run was given.
#
# BROWSER_NICE: how far below that rank it is begun; people's pages are on machines of their own, not on the server's.
program=${CHROMIUM:-/usr/bin/chromium}
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null 2>&1; then
    exec nice -n "${BROWSER_NICE:-0}" setpriv --bounding-set=-sys_nice "$program" "$@"
fi
exec nice -n "${BROWSER_NICE:-0}" "$program" "$@"
