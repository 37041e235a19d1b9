package vn.nharong.sites;

/**
 * How the people of a synthetic site behave.
 *
 * @param stillMillis a still is sent so often at least, and after half that at the earliest; 0 for none
 * @param answerMillis the roll call is answered within so long
 * @param pictureHeight lines of the programme's pictures that are asked for
 * @param hands asks for the floor now and then, or null for never
 */
public record Manners(
        int stillMillis,
        int answerMillis,
        int pictureHeight,
        @org.jspecify.annotations.Nullable Hands hands) {}
