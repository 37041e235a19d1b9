package vn.nharong.node;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.bus.Correlation;

/**
 * The log as files in the data folder: a line of JSON for each event, a new file each day and whenever one has become large, the
 * oldest deleted. Beside the console, which is for whoever stands before the machine. Lines are written by a thread of their own:
 * a slow or full disk costs lines, never a meeting; warnings and errors are kept longest.
 */
final class LogFiles implements AutoCloseable {
    static final String FOLDER = "logs";
    static final String NAME = "nharong.jsonl";
    private static final int WAITING = 16_384;

    private final LoggerContext context;
    private final AsyncAppender lines;

    private LogFiles(LoggerContext context, AsyncAppender lines) {
        this.context = context;
        this.lines = lines;
    }

    /** @param days how long they are kept */
    static LogFiles open(Path data, int days) {
        return open(data, days, new FileSize(32 * FileSize.MB_COEFFICIENT), new FileSize(4 * FileSize.GB_COEFFICIENT));
    }

    static LogFiles open(Path data, int days, FileSize each, FileSize all) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Path folder = data.resolve(FOLDER);

        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setName("log-files");
        file.setFile(folder.resolve(NAME).toString());

        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(
                folder.resolve("nharong-%d{yyyy-MM-dd}.%i.jsonl.gz").toString());
        rolling.setMaxFileSize(each);
        rolling.setTotalSizeCap(all);
        rolling.setMaxHistory(days);
        rolling.setCleanHistoryOnStart(true);
        rolling.start();
        file.setRollingPolicy(rolling);

        JsonEncoder json = new JsonEncoder();
        json.setContext(context);
        json.setWithFormattedMessage(true);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.start();
        file.setEncoder(json);
        file.start();

        AsyncAppender lines = new AsyncAppender();
        lines.setContext(context);
        lines.setName("log-lines");
        lines.setQueueSize(WAITING);
        lines.setNeverBlock(true);
        lines.addAppender(file);
        lines.start();
        LogFiles files = new LogFiles(context, lines);
        files.root().addAppender(lines);
        files.acts().addAppender(lines);
        files.acts().setAdditive(false);
        return files;
    }

    private ch.qos.logback.classic.Logger root() {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private ch.qos.logback.classic.Logger acts() {
        return context.getLogger(Correlation.ACTS.getName());
    }

    /** Writes what waits and lets go of the files. */
    @Override
    public void close() {
        root().detachAppender(lines);
        acts().detachAppender(lines);
        lines.stop();
    }
}
