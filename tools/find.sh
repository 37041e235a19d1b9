# Finds what the launcher needs: a JDK, Maven, Node with npm, Chromium. As root, what is missing comes from apt-get;
# anybody else gets one line that says which package to install.

JDK_MIN=25
# What Vite and the test tools need; Debian 12's own Node 18 is older.
NODE_MIN_MAJOR=20
NODE_MIN_MINOR=19
# Taken from the npm registry when the machine's Node is older.
NODE_PINNED=24.21.0
NPM_PINNED=11.6.2

# 0 when $1 is the folder of a JDK of JDK_MIN or newer.
is_jdk() {
    [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
    found=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
    [ -n "$found" ] && [ "$found" -ge "$JDK_MIN" ]
}

# Where systems put their JDKs, a folder each.
JDK_FOLDERS=${NHARONG_JDK_FOLDERS:-/usr/lib/jvm}

# Sets and exports JAVA_HOME.
find_jdk() {
    on_path=$(command -v javac 2>/dev/null || true)
    if [ -n "$on_path" ]; then
        on_path=$(readlink -f -- "$on_path" 2>/dev/null || printf '%s' "$on_path")
        on_path=$(dirname -- "$(dirname -- "$on_path")")
    fi
    for candidate in "${NHARONG_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path" "$JDK_FOLDERS"/*; do
        if [ -n "$candidate" ] && is_jdk "$candidate"; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            return 0
        fi
    done
    complain "cần JDK $JDK_MIN trở lên (install a JDK $JDK_MIN or newer; looked in NHARONG_JAVA_HOME, JAVA_HOME, javac on PATH, $JDK_FOLDERS/*)"
    return 1
}

# install_package COMMAND PACKAGE: apt-get when root, else one line.
install_package() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Cài gói $2 (installing Debian package $2)…"
        if DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2" >/dev/null 2>&1 \
            || { apt-get update >/dev/null 2>&1 \
                && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2" >/dev/null 2>&1; }; then
            command -v "$1" >/dev/null 2>&1 && return 0
        fi
    fi
    complain "thiếu $1 (missing; install it with: sudo apt-get install $2)"
    return 1
}

# Maven, for a build.
find_mvn() {
    command -v mvn >/dev/null 2>&1 || install_package mvn maven
}

# 0 when the Node at $1 is new enough.
node_fits() {
    version=$("$1" --version 2>/dev/null) || return 1
    version=${version#v}
    major=${version%%.*}
    minor=${version#*.}
    minor=${minor%%.*}
    [ "$major" -gt "$NODE_MIN_MAJOR" ] || { [ "$major" -eq "$NODE_MIN_MAJOR" ] && [ "$minor" -ge "$NODE_MIN_MINOR" ]; }
}

# Sets NODE and puts it, with npm, first on PATH.
find_node() {
    if [ -x "$ROOT/.tools/node/bin/node" ] && node_fits "$ROOT/.tools/node/bin/node"; then
        NODE=$ROOT/.tools/node/bin/node
        PATH=$ROOT/.tools/node/bin:$PATH
        export NODE PATH
        return 0
    fi
    NODE=$(command -v node || true)
    if [ -n "$NODE" ] && node_fits "$NODE" && command -v npm >/dev/null 2>&1; then
        export NODE
        return 0
    fi
    command -v npm >/dev/null 2>&1 || install_package npm npm || return 1
    case $(uname -m) in
        x86_64) architecture=x64 ;;
        aarch64) architecture=arm64 ;;
        *)
            complain "cần Node $NODE_MIN_MAJOR.$NODE_MIN_MINOR trở lên (install Node $NODE_MIN_MAJOR.$NODE_MIN_MINOR or newer)"
            return 1
            ;;
    esac
    say "Lấy Node $NODE_PINNED (fetching Node $NODE_PINNED, the machine's is older than $NODE_MIN_MAJOR.$NODE_MIN_MINOR)…"
    home=$ROOT/.tools/node
    rm -rf -- "$home"
    mkdir -p -- "$home/bin"
    printf '{"private":true}\n' >"$home/package.json"
    if ! npm install --prefix "$home" --no-save --ignore-scripts --no-audit --no-fund \
        "node-linux-$architecture@$NODE_PINNED" "npm@$NPM_PINNED" >/dev/null 2>"$home/npm.log"; then
        complain "không lấy được Node $NODE_PINNED (could not fetch it; see .tools/node/npm.log)"
        return 1
    fi
    ln -s "../node_modules/node-linux-$architecture/bin/node" "$home/bin/node"
    ln -s ../node_modules/npm/bin/npm-cli.js "$home/bin/npm"
    ln -s ../node_modules/npm/bin/npx-cli.js "$home/bin/npx"
    NODE=$home/bin/node
    PATH=$home/bin:$PATH
    export NODE PATH
    node_fits "$NODE"
}

# Sets and exports CHROMIUM, for tests.
find_chromium() {
    if [ -z "${CHROMIUM:-}" ]; then
        command -v chromium >/dev/null 2>&1 || install_package chromium chromium || return 1
        CHROMIUM=$(command -v chromium)
    fi
    export CHROMIUM
}
