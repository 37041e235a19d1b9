# `./nharong doctor`: what this machine has and lacks. The machine's own part is here; the server's part (native crypto
# and its speed, socket buffers, segmentation offload, ports, seats it carries) is told by the server's program itself.

tell() { printf '  %-4s %s\n' "$1" "$2"; }

doctor() {
    printf 'Nhà Rông doctor\n'
    if find_jdk; then tell ok "JDK: $JAVA_HOME"; else tell BAD "JDK $JDK_MIN"; fi
    for tool in mvn node npm chromium; do
        if command -v "$tool" >/dev/null 2>&1; then
            tell ok "$tool: $(command -v "$tool")"
        else
            tell '-' "$tool: not there (needed to build or test only)"
        fi
    done
    free=$(df -Pk -- "$ROOT" | awk 'NR == 2 { print int($4 / 1024) }')
    if [ "$free" -ge 2048 ]; then tell ok "disk: $free MiB free"; else tell BAD "disk: $free MiB free, 2048 wanted"; fi
    if [ -n "${JAVA_HOME:-}" ]; then
        build_java node
        exec "$JAVA_HOME/bin/java" @"$ROOT/etc/jvm.options" @"$ROOT/etc/server.options" \
            -cp "$(class_path node)" vn.nharong.node.Doctor "$@"
    fi
    exit 1
}
