package vn.nharong.sfu.room;

/**
 * One layer as its publisher declared it.
 *
 * @param quality 0 low, 1 medium, 2 high; 3 off
 * @param width pixels
 * @param height pixels
 */
public record VideoLayer(int quality, int width, int height, int bitrateBps) {}
