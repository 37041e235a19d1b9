#!/bin/sh
# Makes the moving test card of the load tests: VP8 in IVF in three sizes, and stills. Needs a JDK and an ffmpeg with libvpx; the
# build needs neither, what comes out is committed.
set -eu
HERE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
OUT=${OUT:-$HERE/../src/main/resources/vn/nharong/sites/card}
mkdir -p -- "$OUT"
RAW=$(mktemp)
trap 'rm -f -- "$RAW"' EXIT
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djava.awt.headless=true "$HERE/Card.java" >"$RAW"

# clip NAME WIDTH HEIGHT KBITS: a key frame every second, so that who asks for one does not wait for the clip's end; no frame
# refers to one that is shown later.
clip() {
    ffmpeg -v error -y -f rawvideo -pix_fmt bgr24 -video_size 1280x720 -framerate 30 -i "$RAW" \
        -vf "scale=$2:$3:flags=area" -pix_fmt yuv420p \
        -c:v libvpx -b:v "$4k" -maxrate "$(($4 * 5 / 4))k" -bufsize "$(($4 / 2))k" -deadline good -cpu-used 0 \
        -auto-alt-ref 0 -lag-in-frames 0 -g 30 -keyint_min 30 -qmin 4 -qmax 52 \
        -fflags +bitexact -flags:v +bitexact -f ivf "$OUT/$1.ivf"
}
clip q 320 180 160
clip h 640 360 500
clip f 1280 720 1800
# Stills as a site's screen sends them, some 12 kB.
ffmpeg -v error -y -f rawvideo -pix_fmt bgr24 -video_size 1280x720 -framerate 30 -i "$RAW" \
    -vf "select='not(mod(n,50))',scale=320:180:flags=area" -fps_mode passthrough -q:v 7 -fflags +bitexact "$OUT/%d.jpg"
ls -l -- "$OUT"
