import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;

/**
 * Draws the meeting halls of the demo: {@code java Halls.java HALL} writes raw frames (BGR, 1280×720, {@link #FRAMES} of them)
 * to standard output; {@code java Halls.java} says how many halls there are. Everything moves in whole periods of the clip, so
 * that its end is its beginning. See make.sh.
 */
public final class Halls {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    /** Four seconds at fifteen a second. */
    static final int FRAMES = 60;

    private static final Hall[] HALLS = {
        //       curtain   wall      table     people rows plant  window seed
        new Hall(0x8f1d22, 0xe9dcc3, 0x6b3f24, 5, 0, true, false, 11),
        new Hall(0x7a1a26, 0xdfd3bd, 0x5a3620, 3, 0, true, false, 23),
        new Hall(0x1f4f6b, 0xe6e2d6, 0x7a5230, 4, 1, true, true, 37),
        new Hall(0x9c2a1c, 0xf0e4cd, 0x70452a, 4, 0, false, true, 41),
        new Hall(0x2c5a45, 0xe8e0cc, 0x5d3d27, 3, 1, false, true, 53),
        new Hall(0x84202c, 0xd9cdb8, 0x4f3120, 6, 1, true, false, 67),
        new Hall(0x6d2433, 0xece3d3, 0x835a35, 2, 0, false, false, 79),
        new Hall(0x30476e, 0xe3dac6, 0x63412a, 5, 1, false, false, 97),
    };

    private record Hall(
            int curtain, int wall, int table, int people, int rows, boolean plant, boolean window, long seed) {}

    /** Somebody at the table. @param sway how far the head goes @param turns whole periods in the clip */
    private record Person(double x, double scale, int skin, int hair, int cloth, boolean longHair, boolean tie,
            double sway, int turns, double phase) {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            System.out.println(HALLS.length);
            return;
        }
        Hall hall = HALLS[Integer.parseInt(arguments[0])];
        OutputStream out = new java.io.BufferedOutputStream(System.out, 1 << 20);
        BufferedImage still = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D room = graphics(still);
        room(room, hall);
        Person[] people = people(hall);
        for (int frame = 0; frame < FRAMES; frame++) {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D g = graphics(image);
            g.drawImage(still, 0, 0, null);
            double time = 2 * Math.PI * frame / FRAMES;
            flagMoves(g, hall, time);
            for (Person person : people) {
                person(g, person, time);
            }
            table(g, hall);
            light(g);
            out.write(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        }
        out.flush();
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return g;
    }

    private static Color shade(int rgb, double factor) {
        int r = (int) Math.min(255, (rgb >> 16 & 255) * factor);
        int g = (int) Math.min(255, (rgb >> 8 & 255) * factor);
        int b = (int) Math.min(255, (rgb & 255) * factor);
        return new Color(r, g, b);
    }

    // --- what does not move

    private static void room(Graphics2D g, Hall hall) {
        g.setPaint(new GradientPaint(0, 0, shade(hall.wall, 1.02), 0, HEIGHT, shade(hall.wall, 0.82)));
        g.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        g.setPaint(shade(hall.table, 0.9));
        g.fill(new Rectangle2D.Double(0, 0, WIDTH, 22));
        double left = hall.window ? 330 : 120;
        double right = hall.window ? WIDTH - 60 : WIDTH - 120;
        if (hall.window) {
            window(g);
        }
        curtain(g, hall, left, right);
        if (hall.plant) {
            plant(g, right - 76);
        }
        // The floor shows at the sides of the table.
        g.setPaint(new GradientPaint(0, 600, shade(hall.table, 0.75), 0, HEIGHT, shade(hall.table, 0.5)));
        g.fill(new Rectangle2D.Double(0, 600, WIDTH, HEIGHT - 600));
    }

    private static void window(Graphics2D g) {
        g.setPaint(new GradientPaint(60, 90, new Color(0xbfd9e6), 60, 480, new Color(0xe9f0e2)));
        g.fill(new Rectangle2D.Double(60, 90, 200, 390));
        g.setPaint(new Color(0x8fb086));
        Path2D hills = new Path2D.Double();
        hills.moveTo(60, 400);
        hills.curveTo(110, 330, 150, 380, 185, 350);
        hills.curveTo(220, 322, 240, 360, 260, 345);
        hills.lineTo(260, 480);
        hills.lineTo(60, 480);
        hills.closePath();
        g.fill(hills);
        g.setPaint(new Color(0x6f9468));
        g.setClip(new Rectangle2D.Double(60, 90, 200, 390));
        g.fill(new Ellipse2D.Double(40, 420, 240, 140));
        g.setClip(null);
        g.setPaint(new Color(0xfaf6ec));
        g.setStroke(new BasicStroke(12));
        g.draw(new Rectangle2D.Double(60, 90, 200, 390));
        g.setStroke(new BasicStroke(7));
        g.drawLine(160, 90, 160, 480);
        g.drawLine(60, 230, 260, 230);
    }

    /** Folds are soft stripes, light where they come forward. */
    private static void curtain(Graphics2D g, Hall hall, double left, double right) {
        double fold = 44;
        for (double x = left; x < right - 1; x += fold) {
            double width = Math.min(fold, right - x);
            g.setPaint(new GradientPaint(
                    (float) x, 0, shade(hall.curtain, 0.78), (float) (x + width / 2), 0, shade(hall.curtain, 1.12), true));
            g.fill(new Rectangle2D.Double(x, 22, width + 1, 580));
        }
        // A pelmet with scallops.
        Path2D pelmet = new Path2D.Double();
        pelmet.moveTo(left, 22);
        pelmet.lineTo(right, 22);
        pelmet.lineTo(right, 70);
        int scallops = 7;
        double each = (right - left) / scallops;
        for (int i = scallops; i > 0; i--) {
            double from = left + i * each;
            pelmet.quadTo(from - each / 2, 118, from - each, 70);
        }
        pelmet.closePath();
        g.setPaint(new GradientPaint(0, 22, shade(hall.curtain, 0.7), 0, 110, shade(hall.curtain, 0.95)));
        g.fill(pelmet);
        g.setPaint(new Color(0xc9a24a));
        g.setStroke(new BasicStroke(4));
        g.draw(pelmet);
    }

    /** A tall plant in a pot beside the curtain. */
    private static void plant(Graphics2D g, double x) {
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < 15; i++) {
            double angle = Math.PI * (0.12 + 0.76 * i / 14);
            double length = 150 + random.nextInt(70);
            double tipX = x + Math.cos(angle) * length * 0.62;
            double tipY = 480 - Math.sin(angle) * length;
            double bend = (tipX - x) * 0.2;
            Path2D leaf = new Path2D.Double();
            leaf.moveTo(x - 3, 490);
            leaf.quadTo(x + bend - 16, (490 + tipY) / 2 - 26, tipX, tipY);
            leaf.quadTo(x + bend + 18, (490 + tipY) / 2 + 10, x + 3, 490);
            leaf.closePath();
            g.setPaint(shade(0x3f7a45, 0.75 + random.nextInt(50) / 100.0));
            g.fill(leaf);
        }
        g.setPaint(new GradientPaint((float) x - 44, 0, new Color(0xf2eee4), (float) x + 46, 0, new Color(0xb9b1a0)));
        Path2D pot = new Path2D.Double();
        pot.moveTo(x - 46, 484);
        pot.lineTo(x + 46, 484);
        pot.lineTo(x + 34, 602);
        pot.lineTo(x - 34, 602);
        pot.closePath();
        g.fill(pot);
        g.setPaint(new Color(0x3d6f9a));
        g.fill(new Rectangle2D.Double(x - 43, 506, 86, 9));
    }

    // --- what moves

    /** The flag hangs from a pole beside the curtain and stirs a little. */
    private static void flagMoves(Graphics2D g, Hall hall, double time) {
        double x = hall.window ? 372 : 168;
        g.setPaint(new GradientPaint((float) x - 3, 0, new Color(0xe6cf8e), (float) x + 5, 0, new Color(0x9a7a35)));
        g.fill(new RoundRectangle2D.Double(x - 4, 150, 8, 460, 8, 8));
        g.fill(new Ellipse2D.Double(x - 8, 138, 16, 16));
        double width = 190;
        double height = 126;
        Path2D flag = new Path2D.Double();
        int steps = 24;
        for (int i = 0; i <= steps; i++) {
            double along = (double) i / steps;
            double y = 166 + wave(along, time);
            if (i == 0) {
                flag.moveTo(x + 4, y);
            } else {
                flag.lineTo(x + 4 + along * width, y + along * 6);
            }
        }
        for (int i = steps; i >= 0; i--) {
            double along = (double) i / steps;
            flag.lineTo(x + 4 + along * width, 166 + height + wave(along, time) + along * 6);
        }
        flag.closePath();
        g.setPaint(new GradientPaint((float) x, 0, new Color(0xda251d), (float) (x + width), 0, new Color(0xc31f18)));
        g.fill(flag);
        g.setPaint(new Color(0xffcd00));
        g.fill(star(x + 4 + width / 2, 166 + height / 2 + wave(0.5, time) + 3, 40));
    }

    private static double wave(double along, double time) {
        return 5 * along * Math.sin(time - 5 * along);
    }

    private static Path2D star(double x, double y, double radius) {
        Path2D star = new Path2D.Double();
        for (int i = 0; i < 10; i++) {
            double angle = -Math.PI / 2 + i * Math.PI / 5;
            double r = i % 2 == 0 ? radius : radius * 0.382;
            if (i == 0) {
                star.moveTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
            } else {
                star.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
            }
        }
        star.closePath();
        return star;
    }

    private static Person[] people(Hall hall) {
        SplittableRandom random = new SplittableRandom(hall.seed);
        int[] skins = {0xd9a77e, 0xcf9a70, 0xe0b48d, 0xc48d63};
        int[] hairs = {0x1d1a19, 0x2a2422, 0x151515, 0x5c5754};
        int[] cloths = {0xf2f2ee, 0xdfe7ee, 0x2d3b52, 0x394a3f, 0xe9e4da, 0x6f8597, 0x252a33, 0xb7566a};
        int behind = hall.rows > 0 ? hall.people - 1 : 0;
        Person[] people = new Person[behind + hall.people];
        double left = hall.window ? 420 : 330;
        double right = hall.plant ? 1000 : 1090;
        for (int i = 0; i < people.length; i++) {
            boolean back = i < behind;
            int place = back ? i : i - behind;
            double middle = (left + right) / 2;
            double span = Math.min(right - left, hall.people * 205.0);
            // Who sits behind looks through between two in front.
            double x = middle - span / 2 + span * (place + (back ? 0.5 : 0)) / (hall.people - 1);
            boolean woman = random.nextInt(3) == 0;
            people[i] = new Person(
                    x + random.nextInt(-10, 11),
                    back ? 0.72 : 1.0,
                    skins[random.nextInt(skins.length)],
                    hairs[random.nextInt(hairs.length)],
                    woman ? cloths[7 - random.nextInt(2) * 3] : cloths[random.nextInt(7)],
                    woman,
                    !woman && random.nextBoolean(),
                    2.0 + random.nextInt(4),
                    1 + random.nextInt(2),
                    random.nextDouble(2 * Math.PI));
        }
        return people;
    }

    private static void person(Graphics2D g, Person who, double time) {
        AffineTransform before = g.getTransform();
        double swing = Math.sin(who.turns * time + who.phase);
        double nod = Math.sin(time + who.phase * 2);
        g.translate(who.x, 556);
        g.scale(who.scale, who.scale);
        if (who.scale < 1) {
            g.translate(0, -96);
        }
        // Shoulders, which follow the head a little.
        double lean = who.sway * 0.4 * swing;
        Path2D body = new Path2D.Double();
        double foot = who.scale < 1 ? 240 : 80;
        body.moveTo(-86, foot);
        body.lineTo(-86, 70);
        body.curveTo(-88, -30, -58, -58 + nod, lean - 22, -66 + nod);
        body.lineTo(lean + 22, -66 + nod);
        body.curveTo(58, -58 + nod, 88, -30, 86, 70);
        body.lineTo(86, foot);
        body.closePath();
        g.setPaint(new GradientPaint(-86, 0, shade(who.cloth, 1.0), 90, 0, shade(who.cloth, 0.8)));
        g.fill(body);
        double x = who.sway * swing;
        if (who.longHair) {
            g.setPaint(shade(who.hair, 1));
            g.fill(new RoundRectangle2D.Double(x - 41, -158 + nod, 82, 112, 60, 60));
        }
        g.setPaint(shade(who.skin, 0.86));
        g.fill(new RoundRectangle2D.Double(lean + x / 2 - 15, -92 + nod, 30, 36, 14, 14));
        // Collar.
        Path2D collar = new Path2D.Double();
        collar.moveTo(lean - 24, -66 + nod);
        collar.lineTo(lean, -38 + nod);
        collar.lineTo(lean + 24, -66 + nod);
        collar.lineTo(lean + 14, -72 + nod);
        collar.lineTo(lean, -56 + nod);
        collar.lineTo(lean - 14, -72 + nod);
        collar.closePath();
        g.setPaint(who.tie ? new Color(0xfafaf6) : shade(who.cloth, 1.1));
        g.fill(collar);
        if (who.tie) {
            Path2D tie = new Path2D.Double();
            tie.moveTo(lean - 6, -50 + nod);
            tie.lineTo(lean + 6, -50 + nod);
            tie.lineTo(lean + 9, 30);
            tie.lineTo(lean, 44);
            tie.lineTo(lean - 9, 30);
            tie.closePath();
            g.setPaint(new Color(0x7d2630));
            g.fill(tie);
        }
        face(g, who, x, nod, time);
        g.setTransform(before);
    }

    private static void face(Graphics2D g, Person who, double x, double nod, double time) {
        Ellipse2D head = new Ellipse2D.Double(x - 34, -154 + 1.5 * nod, 68, 84);
        g.setPaint(new RadialGradientPaint(
                new Point2D.Double(x - 8, -118 + nod), 62, new float[] {0, 1},
                new Color[] {shade(who.skin, 1.06), shade(who.skin, 0.86)}));
        g.fill(head);
        Area hair = new Area(new Ellipse2D.Double(x - 37, -160 + 1.5 * nod, 74, 74));
        hair.subtract(new Area(new Ellipse2D.Double(x - 33, -134 + 1.5 * nod, 66, 90)));
        g.setPaint(shade(who.hair, 1));
        g.fill(hair);
        g.setPaint(shade(who.hair, 0.9));
        g.setStroke(new BasicStroke(3.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        double y = -112 + 1.5 * nod;
        g.draw(new java.awt.geom.Line2D.Double(x - 20, y - 8, x - 8, y - 9));
        g.draw(new java.awt.geom.Line2D.Double(x + 8, y - 9, x + 20, y - 8));
        // A blink once in a clip.
        double blink = Math.abs(Math.IEEEremainder(time - who.phase, 2 * Math.PI)) < 0.12 ? 0.8 : 5;
        g.fill(new Ellipse2D.Double(x - 17, y + 2 - blink / 2, 6, blink));
        g.fill(new Ellipse2D.Double(x + 11, y + 2 - blink / 2, 6, blink));
        g.setPaint(shade(who.skin, 0.7));
        g.draw(new java.awt.geom.QuadCurve2D.Double(x - 10, y + 25, x, y + 32, x + 10, y + 25));
    }

    /** Before the people: a long table with a cloth of wood, flowers, bottles and microphones. */
    private static void table(Graphics2D g, Hall hall) {
        g.setPaint(new GradientPaint(0, 566, shade(hall.table, 1.5), 0, 606, shade(hall.table, 1.2)));
        Path2D top = new Path2D.Double();
        top.moveTo(250, 566);
        top.lineTo(WIDTH - 130, 566);
        top.lineTo(WIDTH - 60, 610);
        top.lineTo(180, 610);
        top.closePath();
        g.fill(top);
        g.setPaint(new GradientPaint(0, 610, shade(hall.table, 1.0), 0, HEIGHT, shade(hall.table, 0.72)));
        g.fill(new Rectangle2D.Double(180, 610, WIDTH - 240, HEIGHT - 610));
        g.setPaint(shade(hall.table, 0.7));
        g.setStroke(new BasicStroke(2));
        for (int i = 1; i < 5; i++) {
            double x = 180 + i * (WIDTH - 240) / 5.0;
            g.draw(new java.awt.geom.Line2D.Double(x, 618, x, HEIGHT));
        }
        flowers(g, 700);
        int[] places = {430, 560, 840, 970};
        for (int x : places) {
            g.setPaint(new Color(0x26262a));
            g.fill(new RoundRectangle2D.Double(x - 16, 580, 32, 9, 6, 6));
            g.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(new java.awt.geom.QuadCurve2D.Double(x, 580, x - 2, 548, x + 10, 528));
            g.fill(new Ellipse2D.Double(x + 5, 518, 11, 14));
            g.setPaint(new Color(0xf6f4ee));
            g.fill(new Rectangle2D.Double(x + 34, 584, 46, 8));
        }
    }

    private static void flowers(Graphics2D g, double x) {
        SplittableRandom random = new SplittableRandom(5);
        g.setPaint(new Color(0x3f6b3a));
        g.fill(new Ellipse2D.Double(x - 62, 556, 124, 40));
        int[] colours = {0xe8b3c1, 0xf3e9a8, 0xd8505c, 0xf7f3ea};
        for (int i = 0; i < 26; i++) {
            g.setPaint(shade(colours[i % colours.length], 1));
            double r = 7 + random.nextInt(5);
            g.fill(new Ellipse2D.Double(x - 56 + random.nextInt(104), 548 + random.nextInt(28), r * 1.6, r * 1.3));
        }
    }

    /** The lamps are above the table: corners are a little darker. */
    private static void light(Graphics2D g) {
        g.setPaint(new RadialGradientPaint(
                new Point2D.Double(WIDTH / 2.0, 300), 860, new float[] {0.45f, 1},
                new Color[] {new Color(0, 0, 0, 0), new Color(0, 0, 0, 90)}));
        g.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    }
}
