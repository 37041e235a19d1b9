package vn.nharong.node;

/** Why the process does not start, in one line for whoever started it. */
public final class StartRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public StartRefused(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /** 2: the options are wrong. 1: the machine does not let us. */
    public int exitCode() {
        return exitCode;
    }
}
