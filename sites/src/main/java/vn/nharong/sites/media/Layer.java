package vn.nharong.sites.media;

import java.util.List;

/** One simulcast stream of a camera, the smallest first. */
public record Layer(String rid, int width, int height, int bitrateBps) {
    /** What the page's own cameras send. */
    static final List<Layer> HD = List.of(
            new Layer("q", 320, 180, 160_000), new Layer("h", 640, 360, 450_000), new Layer("f", 1280, 720, 1_700_000));
}
