import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/**
 * Draws the moving test card that load tests send: {@code java Card.java} writes all raw frames (BGR, 1280×720) to standard
 * output; {@code java Card.java NUMBER FILE.png} one frame, to compare a received one with. Everything moves in whole periods of
 * the clip, so that its end is its beginning. Along the lower edge the frame's number stands in black and white blocks: a white
 * and a black one, then {@link #BITS} bits, the highest first, then their parity. See make.sh.
 */
public final class Card {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    /** Five seconds at thirty a second. */
    static final int FRAMES = 150;

    static final int BITS = 8;
    static final int BLOCK = 64;

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 2) {
            ImageIO.write(frame(Integer.parseInt(arguments[0])), "png", new File(arguments[1]));
            return;
        }
        OutputStream out = new java.io.BufferedOutputStream(System.out, 1 << 20);
        for (int i = 0; i < FRAMES; i++) {
            out.write(((DataBufferByte) frame(i).getRaster().getDataBuffer()).getData());
        }
        out.flush();
    }

    private static BufferedImage frame(int number) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        double turn = number / (double) FRAMES;
        sky(pen);
        bars(pen);
        hills(pen, turn);
        roof(pen, turn);
        band(pen, 60, turn, 1);
        band(pen, 590, turn, -1);
        dial(pen, turn, number);
        bar(pen, number);
        pen.dispose();
        return image;
    }

    private static void sky(Graphics2D pen) {
        pen.setPaint(new GradientPaint(0, 0, new Color(0x2b4a86), 0, 520, new Color(0xf1d9a8)));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
    }

    /** Steps of grey and the colours a decoder may get wrong. */
    private static void bars(Graphics2D pen) {
        int[] colours = {0xffffff, 0xd9a441, 0x1b7450, 0x1d5fa6, 0x9e2b25, 0x7a2e7a, 0x000000};
        for (int i = 0; i < colours.length; i++) {
            pen.setColor(new Color(colours[i]));
            pen.fillRect(40 + i * 44, 130, 44, 70);
        }
        for (int i = 0; i < 14; i++) {
            int grey = i * 255 / 13;
            pen.setColor(new Color(grey, grey, grey));
            pen.fillRect(40 + i * 22, 204, 22, 34);
        }
    }

    private static void hills(Graphics2D pen, double turn) {
        int[] colours = {0x6b8a9e, 0x48715f, 0x2f5340};
        for (int row = 0; row < 3; row++) {
            Path2D hill = new Path2D.Double();
            hill.moveTo(0, HEIGHT);
            for (int x = 0; x <= WIDTH; x += 8) {
                double at = x / (double) WIDTH * (2 + row) + turn * (row + 1);
                hill.lineTo(x, 400 + row * 55 + 34 * Math.sin(2 * Math.PI * at) + 12 * Math.sin(6 * Math.PI * at));
            }
            hill.lineTo(WIDTH, HEIGHT);
            hill.closePath();
            pen.setColor(new Color(colours[row]));
            pen.fill(hill);
        }
    }

    /** The tall roof of a communal house, and a drum's swing before it. */
    private static void roof(Graphics2D pen, double turn) {
        Path2D roof = new Path2D.Double();
        roof.moveTo(640, 110);
        roof.curveTo(690, 260, 770, 380, 860, 450);
        roof.lineTo(420, 450);
        roof.curveTo(510, 380, 590, 260, 640, 110);
        pen.setPaint(new GradientPaint(420, 0, new Color(0x8a6a3a), 860, 0, new Color(0xc49a55)));
        pen.fill(roof);
        pen.setColor(new Color(0x5a4020));
        pen.setStroke(new BasicStroke(3));
        for (int y = 190; y < 450; y += 16) {
            double half = 220 * Math.pow((y - 110) / 340.0, 1.25);
            pen.draw(new java.awt.geom.Line2D.Double(640 - half, y, 640 + half, y));
        }
        pen.setColor(new Color(0x4f2d1a));
        pen.fillRect(450, 450, 380, 76);
        pen.setColor(new Color(0xf3e7cf));
        for (int i = 0; i < 6; i++) {
            pen.fillRect(470 + i * 60, 464, 34, 48);
        }
        double swing = Math.sin(2 * Math.PI * turn * 5);
        double x = 640 + 150 * swing;
        double y = 330 - 40 * (1 - Math.abs(swing));
        pen.setColor(new Color(0x1c1508));
        pen.setStroke(new BasicStroke(4));
        pen.draw(new java.awt.geom.Line2D.Double(640, 110, x, y));
        pen.setColor(new Color(0x9e2b25));
        pen.fill(new Ellipse2D.Double(x - 34, y - 34, 68, 68));
        pen.setColor(new Color(0xffebc2));
        pen.fill(new Ellipse2D.Double(x - 22, y - 22, 44, 44));
    }

    /** A woven band that wanders, one repeat of the pattern at a time. */
    private static void band(Graphics2D pen, int y, double turn, int direction) {
        pen.setColor(new Color(0x1a1512));
        pen.fillRect(0, y, WIDTH, 36);
        int repeat = 80;
        int shift = Math.floorMod((int) Math.round(direction * turn * repeat * 10), repeat);
        for (int x = shift - repeat; x < WIDTH + repeat; x += repeat) {
            pen.setColor(new Color(0x9e2b25));
            pen.fillPolygon(new int[] {x, x + 20, x + 40, x + 20}, new int[] {y + 18, y + 4, y + 18, y + 32}, 4);
            pen.setColor(new Color(0xf3f1ec));
            pen.fillPolygon(new int[] {x + 10, x + 20, x + 30, x + 20}, new int[] {y + 18, y + 11, y + 18, y + 25}, 4);
            pen.setColor(new Color(0xd9a441));
            pen.fillRect(x + 52, y + 6, 6, 24);
            pen.fillRect(x + 64, y + 6, 6, 24);
        }
    }

    private static void dial(Graphics2D pen, double turn, int number) {
        pen.setColor(new Color(0xf8f7f3));
        pen.fill(new Ellipse2D.Double(960, 130, 230, 230));
        pen.setColor(new Color(0x1a2125));
        pen.setStroke(new BasicStroke(5));
        pen.draw(new Ellipse2D.Double(960, 130, 230, 230));
        for (int i = 0; i < 60; i++) {
            double angle = 2 * Math.PI * i / 60;
            double from = i % 5 == 0 ? 92 : 102;
            pen.setStroke(new BasicStroke(i % 5 == 0 ? 4 : 2));
            pen.draw(new java.awt.geom.Line2D.Double(
                    1075 + from * Math.sin(angle), 245 - from * Math.cos(angle),
                    1075 + 110 * Math.sin(angle), 245 - 110 * Math.cos(angle)));
        }
        double angle = 2 * Math.PI * turn;
        pen.setColor(new Color(0x9e2b25));
        pen.setStroke(new BasicStroke(8, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(new java.awt.geom.Line2D.Double(1075, 245, 1075 + 88 * Math.sin(angle), 245 - 88 * Math.cos(angle)));
        pen.setColor(new Color(0x1a2125));
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 44));
        String text = String.format("%03d", number);
        pen.drawString(text, 1075 - pen.getFontMetrics().stringWidth(text) / 2, 330);
        pen.setColor(new Color(0xffffff));
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 30));
        pen.drawString("Nhà Rông", 44, 290);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
        pen.drawString("1280 × 720 · 30", 44, 320);
    }

    private static void bar(Graphics2D pen, int number) {
        boolean[] blocks = new boolean[2 + BITS + 1];
        blocks[0] = true;
        for (int i = 0; i < BITS; i++) {
            blocks[2 + i] = (number >> BITS - 1 - i & 1) != 0;
        }
        blocks[2 + BITS] = Integer.bitCount(number) % 2 != 0;
        pen.setColor(new Color(0x808080));
        pen.fillRect(0, HEIGHT - BLOCK - 16, WIDTH, BLOCK + 16);
        for (int i = 0; i < blocks.length; i++) {
            pen.setColor(blocks[i] ? Color.WHITE : Color.BLACK);
            pen.fillRect(48 + i * (BLOCK + 8), HEIGHT - BLOCK - 8, BLOCK, BLOCK);
        }
    }
}
