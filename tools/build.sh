# Builds what is stale. "Stale": a source (or a folder, which tells of deletions) is newer than the stamp of the last
# build. The stamp is made before the build begins, so a file saved meanwhile counts for the next one.

# stale STAMP PATH...: 0 when any PATH, or what is below it, is newer than STAMP.
stale() {
    stamp=$1
    shift
    [ -f "$stamp" ] || return 0
    [ -n "$(find "$@" -newer "$stamp" ! -path '*/node_modules' ! -path '*/node_modules/*' ! -path '*/dist' ! -path '*/dist/*' \
        ! -path "$ROOT/web" ! -name '*.tsbuildinfo' -print 2>/dev/null | head -n 1)" ]
}

# Every build writes megabytes; with less than this it would end in forty lines about something else.
ROOM_TO_BUILD=20480

# full FOLDER: 0 when there is no room left where FOLDER is; says where, and how many KiB there are.
full() {
    there=$1
    while [ ! -d "$there" ]; do there=$(dirname -- "$there"); done
    free=$(df -Pk -- "$there" 2>/dev/null | awk 'NR == 2 { print $4 }')
    [ -n "$free" ] && [ "$free" -lt "$ROOM_TO_BUILD" ]
}

# room_to_build: else one line, and 1. Maven and npm also write at home and into the folder for temporary files.
room_to_build() {
    for folder in "$ROOT" "${HOME:-/}" "${TMPDIR:-/tmp}"; do
        if full "$folder"; then
            complain "đĩa đầy: còn $free KiB ở $folder (the disk is full: $free KiB left, $ROOM_TO_BUILD wanted)"
            return 1
        fi
    done
}

# logged LOG COMMAND...: runs quietly; on failure shows the end of the log, or says that the disk is full.
logged() {
    log=$1
    shift
    mkdir -p -- "$(dirname -- "$log")"
    if ! "$@" >"$log" 2>&1 </dev/null; then
        room_to_build || return 1
        if grep -q -e 'No space left on device' -e ENOSPC -- "$log"; then
            complain "đĩa đầy, xem ${log#"$ROOT/"} (the disk is full, see that log)"
            return 1
        fi
        tail -n 40 -- "$log" >&2
        complain "hỏng, xem ${log#"$ROOT/"} (failed, see that log)"
        return 1
    fi
}

# install_npm FOLDER: node_modules as the lock file says.
install_npm() {
    [ -f "$ROOT/$1/package-lock.json" ] || return 0
    if [ ! -d "$ROOT/$1/node_modules" ] || stale "$ROOT/$1/node_modules/.nharong" "$ROOT/$1/package-lock.json"; then
        find_node || exit 1
        say "Lấy thư viện cho $1 (npm ci)…"
        logged "$ROOT/.cache/log/npm-$1.log" npm --prefix "$ROOT/$1" ci --no-audit --no-fund || exit 1
        touch -- "$ROOT/$1/node_modules/.nharong"
    fi
}

# The page: web/dist.
build_web() {
    [ -f "$ROOT/web/package.json" ] || return 0
    mkdir -p -- "$ROOT/.cache"
    if stale "$ROOT/.cache/web.stamp" "$ROOT/web" || [ ! -f "$ROOT/web/dist/index.html" ]; then
        find_node || exit 1
        room_to_build || exit 1
        install_npm web
        touch -- "$ROOT/.cache/web.next"
        say "Dựng trang web (building the page)…"
        logged "$ROOT/.cache/log/web.log" npm --prefix "$ROOT/web" run build || exit 1
        mv -- "$ROOT/.cache/web.next" "$ROOT/.cache/web.stamp"
    fi
}

# build_java MODULE: jars of MODULE and of what it needs; see class_path.
build_java() {
    mkdir -p -- "$ROOT/.cache"
    set -- "$1" "$ROOT/pom.xml" "$ROOT/.mvn"
    for folder in "$ROOT"/*/pom.xml "$ROOT/e2e/java/pom.xml"; do
        folder=$(dirname -- "$folder")
        set -- "$@" "$folder/pom.xml"
        [ -d "$folder/src/main" ] && set -- "$@" "$folder/src/main"
    done
    module=$1
    mark=java-$(printf '%s' "$1" | tr / -)
    shift
    if stale "$ROOT/.cache/$mark.stamp" "$@" || [ ! -d "$ROOT/$module/target/lib" ]; then
        find_mvn || exit 1
        room_to_build || exit 1
        touch -- "$ROOT/.cache/$mark.next"
        say "Dựng phần Java: $module (building; the first time fetches libraries)…"
        rm -rf -- "$ROOT/$module/target/lib" "$ROOT/$module/target/"*.jar
        logged "$ROOT/.cache/log/$mark.log" \
            mvn -B -f "$ROOT/pom.xml" -Dquick -Dmaven.test.skip=true -pl "$module" -am package || exit 1
        mv -- "$ROOT/.cache/$mark.next" "$ROOT/.cache/$mark.stamp"
    fi
}

# class_path MODULE: for java -cp; the wildcard is expanded by the JVM.
class_path() {
    printf '%s' "$ROOT/$1/target/*:$ROOT/$1/target/lib/*"
}
