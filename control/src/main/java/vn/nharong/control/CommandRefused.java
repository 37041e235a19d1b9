package vn.nharong.control;

/** Why a command does nothing, in one line for whoever called it. */
final class CommandRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandRefused(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /** 2: called wrongly. 1: the machine or the data does not let us. */
    int exitCode() {
        return exitCode;
    }
}
