# `./nharong loadtest --against janus`: two servers of ours and another one, tried in turn over the same cable. The generator gets
# an empty network namespace of its own, in which it makes that cable (vn.nharong.loadtest.Wire): some servers announce no
# loopback address. As root that is all; anybody else becomes root of a user namespace for it.

# in_namespace COMMAND...: replaces the shell.
in_namespace() {
    if [ "$(id -u)" = 0 ]; then
        exec unshare --net -- "$@"
    fi
    unshare --user --map-root-user --net true 2>/dev/null \
        || fail "không mở được không gian mạng riêng, hãy chạy bằng quyền root (no network namespace of its own: run it as root)"
    exec unshare --user --map-root-user --net -- "$@"
}

against() {
    command -v janus >/dev/null 2>&1 || install_package janus janus || exit 1
    command -v ip >/dev/null 2>&1 || install_package ip iproute2 || exit 1
    build_web
    build_java solo
    in_namespace "$JAVA_HOME/bin/java" @"$ROOT/etc/jvm.options" -Dnharong.root="$ROOT" -cp "$(class_path loadtest)" \
        vn.nharong.loadtest.Main "$@"
}
