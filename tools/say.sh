# Words of the launcher. Progress goes to stderr, so that stdout stays for results (JSON last).

say() { printf '▸ %s\n' "$*" >&2; }

complain() { printf 'nharong: %s\n' "$*" >&2; }

fail() {
    complain "$@"
    exit 1
}
