package edgecomet.bootstrap.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import edgecomet.adapters.fs.file.RotatingFile;
import java.io.IOException;

/**
 * Writes lines to a {@link RotatingFile}. Logback's own file appenders neither name rotated files as the product does
 * nor look at a line's length before they write it; and they give up at the first failed write, while a full disk is
 * often emptied again.
 */
final class FileAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final LineFormat format;
    private final RotatingFile file;
    private volatile boolean failing;

    FileAppender(LineFormat format, RotatingFile file) {
        this.format = format;
        this.file = file;
        setName("file");
    }

    @Override
    protected void append(ILoggingEvent event) {
        try {
            file.write(format.encode(event));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                addError("cannot write to the log file " + file + ": " + e);
            }
        }
    }

    @Override
    public void stop() {
        super.stop();
        try {
            file.close();
        } catch (IOException e) {
            addError("cannot close the log file " + file + ": " + e);
        }
    }
}
