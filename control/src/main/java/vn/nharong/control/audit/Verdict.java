package vn.nharong.control.audit;

/**
 * What a walk along the chain found.
 *
 * @param events links looked at
 * @param fault what is wrong with the first that is, or NONE
 * @param seq of that link, 0 when all is well
 */
public record Verdict(long events, Fault fault, long seq) {
    /** What can be wrong. */
    public enum Fault {
        NONE("nguyên vẹn"),
        /** The row does not hash to what it says. */
        CHANGED("nội dung bị sửa"),
        /** A number is missing, or links lie in another order. */
        OUT_OF_ORDER("bị xóa hoặc đổi thứ tự"),
        /** The row hashes well, but the house's key never signed that. */
        NOT_OURS("bị tính lại bằng khóa khác"),
        /** The file beside the database knows of a link that is not there. */
        CUT_OFF("phần cuối bị cắt"),
        /** The file beside the database is missing, though there are links, or is not ours. */
        NO_HEAD("mất hoặc hỏng tệp audit.head");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public boolean whole() {
        return fault == Fault.NONE;
    }
}
