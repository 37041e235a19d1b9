package vn.nharong.loadtest;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of one language, from {@code words_*.properties}. Immutable; any thread. */
final class Words {
    static final Locale VIETNAMESE = Locale.of("vi", "VN");
    static final Words VI = new Words(VIETNAMESE);
    static final Words EN = new Words(Locale.of("en", "GB"));

    private final Locale locale;
    private final ResourceBundle bundle;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "vn.nharong.loadtest.words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** {@code vi} or {@code en}. */
    String code() {
        return locale.getLanguage();
    }

    Locale locale() {
        return locale;
    }

    boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** @throws java.util.MissingResourceException a test finds it */
    String say(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** A number as the language writes it. */
    String number(double value, int digits) {
        return String.format(locale, "%,." + digits + "f", value);
    }
}
