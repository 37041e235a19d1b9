# `./nharong test`: everything that must hold on each change, in order, each part with its count and time. A part that
# fails does not stop the next ones; the last line is "N passed, N failed".

RESULTS=$ROOT/.cache/test/results

# part LABEL FUNCTION ARGUMENTS...: FUNCTION sets passed, failed and skipped.
part() {
    label=$1
    shift
    say "$label…"
    begun=$(date +%s)
    passed=0 failed=0 skipped=0
    "$@"
    seconds=$(($(date +%s) - begun))
    printf '%s|%s|%s|%s|%s\n' "$label" "$passed" "$failed" "$skipped" "$seconds" >>"$RESULTS"
    printf '  %s: %s passed, %s failed, %s skipped, %s s\n' "$label" "$passed" "$failed" "$skipped" "$seconds"
}

# one COMMAND...: a part which is a single check.
one() {
    name=$1
    shift
    if logged "$ROOT/.cache/log/$name.log" "$@"; then passed=1; else failed=1; fi
}

test_launcher() {
    for script in "$ROOT/nharong" "$ROOT"/tools/*.sh; do
        if sh -n "$script"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    done
    place=$(mktemp -d)
    for case in missing_jdk_is_one_line old_jdk_is_one_line new_jdk_is_found full_disk_is_one_line failure_shows_the_log \
        kiosk_box_is_whole; do
        if said=$($case "$place" 2>&1); then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            printf '%s: %s\n' "$case" "$said"
        fi
    done
    rm -rf -- "$place"
}

# without_jdk PLACE COMMAND...: with the few tools the launcher needs and no Java anywhere but in PLACE/jdks.
without_jdk() {
    place=$1
    shift
    mkdir -p -- "$place/bin" "$place/jdks"
    for tool in sh dirname readlink sed head cat; do
        [ -e "$place/bin/$tool" ] || ln -s "$(command -v "$tool")" "$place/bin/$tool"
    done
    env -i "PATH=$place/bin" "HOME=$place" "NHARONG_JDK_FOLDERS=$place/jdks" "$@"
}

# jdk PLACE VERSION: as much of a JDK as the launcher looks at.
jdk() {
    rm -rf -- "$1/jdks"
    mkdir -p -- "$1/jdks/one/bin"
    printf 'JAVA_VERSION="%s"\n' "$2" >"$1/jdks/one/release"
    printf '#!/bin/sh\n' >"$1/jdks/one/bin/javac"
    chmod +x "$1/jdks/one/bin/javac"
}

# says_one_line WORDS COMMAND...: COMMAND fails with exactly one line, which holds WORDS.
says_one_line() {
    words=$1
    shift
    code=0
    lines=$("$@" 2>&1) || code=$?
    printf '%s (%s)\n' "$lines" "$code"
    [ "$code" != 0 ] && [ "$(printf '%s\n' "$lines" | wc -l)" = 1 ] && printf '%s' "$lines" | grep -qF -- "$words"
}

missing_jdk_is_one_line() {
    rm -rf -- "$1/jdks"
    says_one_line "cần JDK $JDK_MIN" without_jdk "$1" sh "$ROOT/nharong" run
}

old_jdk_is_one_line() {
    jdk "$1" 17.0.9
    says_one_line "cần JDK $JDK_MIN" without_jdk "$1" sh "$ROOT/nharong" run
}

new_jdk_is_found() {
    jdk "$1" "$JDK_MIN.0.1"
    found=$(without_jdk "$1" sh -c '. "$0/tools/say.sh"; . "$0/tools/find.sh"; find_jdk; printf "%s" "$JAVA_HOME"' "$ROOT")
    printf '%s\n' "$found"
    [ "$found" = "$1/jdks/one" ]
}

# forty_lines LAST: a build that fails at length.
forty_lines() {
    i=0
    while [ $i -lt 60 ]; do
        i=$((i + 1))
        printf 'at line %s\n' $i
    done
    printf '%s\n' "$1"
    return 1
}

full_disk_is_one_line() {
    says_one_line 'đĩa đầy' logged "$1/log" forty_lines 'write: No space left on device' || return 1
    # As df tells it of a disk with nothing left.
    df() { printf 'Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x 100 100 0 100%% /\n'; }
    says_one_line 'đĩa đầy' logged "$1/log" forty_lines 'something else' || return 1
    says_one_line 'đĩa đầy' room_to_build
}

failure_shows_the_log() {
    code=0
    lines=$(logged "$1/log" forty_lines 'the reason' 2>&1) || code=$?
    [ "$code" = 1 ] && [ "$(printf '%s\n' "$lines" | wc -l)" = 41 ] && printf '%s' "$lines" | grep -q 'the reason'
}

kiosk_box_is_whole() {
    mkdir -p -- "$1/data/tls"
    printf -- '-----BEGIN CERTIFICATE-----\nQUJD\nREVG\n-----END CERTIFICATE-----\n' >"$1/data/tls/authority.crt"
    says_one_line 'https://' sh "$ROOT/nharong" kiosk --server http://10.1.2.3 || return 1
    says_one_line 'địa chỉ' sh "$ROOT/nharong" kiosk --server 'https://a"b' || return 1
    sh "$ROOT/nharong" kiosk --server https://10.1.2.3:8443/ --data "$1/data" --out "$1/box" || return 1
    grep -qF '"CACertificates": ["QUJDREVG"]' "$1/box/debian/nharong.json" || return 1
    grep -qF 'https://10.1.2.3:8443/kiosk' "$1/box/debian/nharong-kiosk.service" || return 1
    sh -n "$1/box/debian/install.sh" && grep -q AutoplayAllowlist "$1/box/windows/nharong.reg"
}

test_java() {
    rm -rf -- "$ROOT"/*/target/surefire-reports "$ROOT"/*/target/lib "$ROOT"/*/target/*.jar "$ROOT"/e2e/java/target/lib
    # The long search begins elsewhere each day; the seed stands in what it prints.
    if [ "$long" = yes ]; then
        set -- -Dexcluded.groups=none -Dfuzz.seconds=60 -Dfuzz.inputs=5000000 "-Dfuzz.seed=$(date +%s)"
    else
        set -- -Dexcluded.groups=long
    fi
    touch -- "$ROOT/.cache/java.next"
    built=yes
    logged "$ROOT/.cache/log/java.log" \
        mvn -B -fae -f "$ROOT/pom.xml" -Dmaven.test.failure.ignore=true "$@" package || built=no
    counts=$(cat "$ROOT"/*/target/surefire-reports/TEST-*.xml 2>/dev/null | awk '
        /<testsuite / {
            tests += value("tests"); bad += value("errors") + value("failures"); skipped += value("skipped")
        }
        function value(name) {
            return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0
        }
        END { print tests - bad - skipped, bad + 0, skipped + 0 }')
    # shellcheck disable=SC2086
    set -- $counts
    passed=$1 failed=$2 skipped=$3
    if [ "$failed" -gt 0 ]; then
        grep -E '^\[ERROR\] +[A-Z][A-Za-z0-9_.$]*[.:]' "$ROOT/.cache/log/java.log" | sort -u | head -n 60 || true
    fi
    if [ $built = no ]; then
        failed=$((failed + 1))
    else
        for module in solo node bench loadtest e2e-java; do cp -p -- "$ROOT/.cache/java.next" "$ROOT/.cache/java-$module.stamp"; done
    fi
}

test_web() {
    install_npm web
    one web-check npm --prefix "$ROOT/web" run check
    vitest=$(sed -n 's/^ *Tests .*[^0-9]\([0-9][0-9]*\) passed.*/\1/p' "$ROOT/.cache/log/web-check.log" | tail -n 1)
    broken=$(sed -n 's/^ *Tests .*[^0-9]\([0-9][0-9]*\) failed.*/\1/p' "$ROOT/.cache/log/web-check.log" | tail -n 1)
    passed=$((passed + ${vitest:-0}))
    failed=$((failed + ${broken:-0}))
    touch -- "$ROOT/.cache/web.next"
    if logged "$ROOT/.cache/log/web.log" npm --prefix "$ROOT/web" run build; then
        passed=$((passed + 1))
        mv -- "$ROOT/.cache/web.next" "$ROOT/.cache/web.stamp"
    else
        failed=$((failed + 1))
    fi
}

test_licences() { one licences "$NODE" "$ROOT/tools/licences.mjs" --check; }

test_e2e() {
    install_npm e2e
    one e2e-check npm --prefix "$ROOT/e2e" run check
    rm -f -- "$ROOT/.cache/e2e/counts"
    "$NODE" "$ROOT/e2e/run.mjs" || true
    if [ -f "$ROOT/.cache/e2e/counts" ]; then
        read -r good bad left <"$ROOT/.cache/e2e/counts"
        passed=$((passed + good)) failed=$((failed + bad)) skipped=$left
    else
        failed=$((failed + 1))
    fi
}

# Ten minutes of three speakers, the province for five, one speaker to a hundred, every bad line: as the shows do.
test_loads() {
    for line in 3 10 9 5 11; do
        one "show-$line" "$ROOT/nharong" show first-meeting "$line"
    done
}

# No secret the suite knew may stand in any log it left. An empty list of secrets would prove nothing: that fails.
test_secrets() {
    secrets=$ROOT/.cache/e2e/secrets
    if [ ! -s "$secrets" ]; then
        complain "không có bí mật nào để tìm (the suite left no list of secrets to look for)"
        failed=1
        return 0
    fi
    found=$(grep -rlF -f "$secrets" -- "$ROOT/.cache/log" "$ROOT/.cache/e2e/log" || true)
    if [ -n "$found" ]; then
        printf 'secrets found in:\n%s\n' "$found"
        failed=1
    else
        passed=1
    fi
}

test_all() {
    long=no
    case ${1:-} in
        --long) long=yes ;;
        '') ;;
        *) fail "tùy chọn lạ: $1 (unknown option)" ;;
    esac
    NO_COLOR=1
    export NO_COLOR
    find_jdk && find_mvn && find_node && find_chromium || exit 1
    mkdir -p -- "$ROOT/.cache/test" "$ROOT/.cache/log" "$ROOT/.cache/e2e/log"
    rm -f -- "$RESULTS" "$ROOT/.cache/e2e/secrets" "$ROOT"/.cache/log/*.log "$ROOT"/.cache/e2e/log/*.log
    start=$(date +%s)
    part "Tập lệnh (launcher)" test_launcher
    part "Định dạng (format)" one format mvn -B -f "$ROOT/pom.xml" spotless:check
    [ ! -f "$ROOT/web/package.json" ] || part "Trang web (web)" test_web
    part "Java" test_java
    part "Giấy phép (licences)" test_licences
    if [ -f "$ROOT/e2e/package.json" ]; then
        part "Trình duyệt thật (e2e)" test_e2e
        [ $long = no ] || part "Tải và chạy lâu (loads and soaks)" test_loads
        part "Bí mật trong nhật ký (secrets)" test_secrets
    fi
    printf '\n'
    awk -F '|' '{ printf "%6d passed %4d failed %4d skipped %5d s  %s\n", $2, $3, $4, $5, $1 }' "$RESULTS"
    printf 'elapsed %s s\n' "$(($(date +%s) - start))"
    totals=$(awk -F '|' '{ good += $2; bad += $3 } END { print good + 0, bad + 0 }' "$RESULTS")
    printf '%s passed, %s failed\n' "${totals% *}" "${totals#* }"
    [ "${totals#* }" = 0 ]
}
