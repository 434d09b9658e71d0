package edgecomet.adapters.http.listener;

import io.netty.buffer.ByteBuf;

/**
 * Watches the lines of a request head for one that begins with a space or a tab: a folded header, which an agent in
 * front may have read as a header of its own (RFC 9112 §5.2). Netty's decoder joins such lines silently.
 */
final class HeadLines {

    /** How many of the readable bytes were looked at, up to the beginning of a line. */
    private int looked;

    private boolean requestLineSeen;

    /** Returns whether a line that has come since the last call is folded. */
    boolean isFolded(ByteBuf in) {
        int end = in.writerIndex();
        int line = in.readerIndex() + looked;
        while (line < end) {
            byte first = in.getByte(line);
            if (first == ' ' || first == '\t') {
                return true;
            }
            int lineFeed = in.indexOf(line, end, (byte) '\n');
            if (lineFeed < 0) {
                break;
            }
            boolean empty = lineFeed == line || (lineFeed == line + 1 && first == '\r');
            line = lineFeed + 1;
            if (empty && requestLineSeen) {
                break;
            }
            requestLineSeen |= !empty;
        }
        looked = line - in.readerIndex();
        return false;
    }

    /** So many bytes were taken off the front. */
    void consumed(int bytes) {
        looked = Math.max(0, looked - bytes);
    }

    /** The next byte begins another head. */
    void restart() {
        looked = 0;
        requestLineSeen = false;
    }
}
