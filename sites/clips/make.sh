#!/bin/sh
# Makes what the demo's synthetic sites show and say: VP8 clips in IVF and stills of drawn halls, Opus tones in Ogg. Needs a JDK
# and an ffmpeg with libvpx and libopus; the build needs neither, what comes out is committed.
#   sites/clips/make.sh [HALL…]   these halls; none named: all, and the tones
set -eu
HERE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
OUT=${OUT:-$HERE/../src/main/resources/vn/nharong/sites}
RATE=15
mkdir -p -- "$OUT/halls" "$OUT/tones"

# clip HALL NAME WIDTH HEIGHT KBITS: the first frame is the only key frame; no frame refers to one that is shown later.
clip() {
    ffmpeg -v error -y -f rawvideo -pix_fmt bgr24 -video_size 1280x720 -framerate $RATE -i "$RAW" \
        -vf "scale=$3:$4:flags=area" -pix_fmt yuv420p \
        -c:v libvpx -b:v "$5k" -deadline good -cpu-used 0 -auto-alt-ref 0 -lag-in-frames 0 -g 999 -keyint_min 999 \
        -qmin 4 -qmax 48 -fflags +bitexact -flags:v +bitexact -f ivf "$OUT/halls/$1-$2.ivf"
}

RAW=$(mktemp)
trap 'rm -f -- "$RAW"' EXIT
halls=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djava.awt.headless=true "$HERE/Halls.java")
tones=
if [ $# -eq 0 ]; then
    tones=all
    # shellcheck disable=SC2046
    set -- $(seq 0 $((halls - 1)))
fi
for hall in "$@"; do
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djava.awt.headless=true "$HERE/Halls.java" $hall >"$RAW"
    clip $hall q 320 180 60
    clip $hall h 640 360 140
    clip $hall f 1280 720 380
    # Three stills out of the four seconds.
    ffmpeg -v error -y -f rawvideo -pix_fmt bgr24 -video_size 1280x720 -framerate $RATE -i "$RAW" \
        -vf "select='not(mod(n,20))',scale=256:144:flags=area" -fps_mode passthrough -q:v 5 -fflags +bitexact \
        "$OUT/halls/$hall-%d.jpg"
done

# Murmurs: a tone with two weaker harmonics that swells as speech does, three times a second. Two seconds hold whole periods of
# everything, so they can be said again and again; the first two are for the encoder to settle and are skipped by the reader.
[ -n "$tones" ] || exit 0
for hz in 196 208 220 233 247 262 277 294 311 330 349 370 392 415 440 466 494 523 554 587 622 659 698 740; do
    ffmpeg -v error -y -f lavfi -i "aevalsrc='(0.10*sin(2*PI*$hz*t)+0.03*sin(4*PI*$hz*t)+0.012*sin(6*PI*$hz*t))*(0.62+0.38*sin(6*PI*t-PI/2))*(0.8+0.2*sin(PI*t))':s=48000:d=4" \
        -ac 1 -c:a libopus -b:a 24k -vbr constrained -frame_duration 20 -application audio -fflags +bitexact -flags:a +bitexact \
        "$OUT/tones/$hz.ogg"
done
du -sh -- "$OUT/halls" "$OUT/tones"
