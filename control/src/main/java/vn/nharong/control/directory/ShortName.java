package vn.nharong.control.directory;

import java.util.Locale;

/** Names as they are written where there is no room: "Xã Ia Dom" is "X. Ia Dom", "Thị trấn Chư Ty" is "TT. Chư Ty"; the blank does not break. */
public final class ShortName {
    private ShortName() {}

    /**
     * @param name whole
     * @param type what it begins with, of any number of words; names that don't begin with it stay as they are
     */
    public static String of(String name, String type) {
        if (type.isEmpty()
                || name.length() <= type.length() + 1
                || !name.regionMatches(true, 0, type, 0, type.length())
                || name.charAt(type.length()) != ' ') {
            return name;
        }
        StringBuilder initials = new StringBuilder();
        for (String word : type.split(" ")) {
            initials.appendCodePoint(word.codePointAt(0));
        }
        return initials.toString().toUpperCase(Locale.ROOT) + ".\u00a0" + name.substring(type.length() + 1);
    }
}
