package edgecomet.adapters.http.listener;

import edgecomet.application.serve.RequestHeaders;
import edgecomet.domain.header.Headers;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A request of the shape that proxies send for a page, read without decoding it (docs/adr/0010): {@code GET} or {@code
 * HEAD} of {@code /render?}, a whole head of visible ASCII, no body, nothing asked of the connection but whether it goes
 * on. Everything else is not plain, and left to the decoder as it came: what is accepted here is a part of what the
 * decoder and {@link RequestSyntax} accept, and means the same.
 *
 * <p>One instance reads one request after the other, for one thread: what it says holds until the next one is read.
 */
public final class PlainRequest implements RequestHeaders {

    /** Larger heads are not plain; so much every client may occupy anyway. */
    private static final int MAX_BYTES = HeadMemory.FREE;

    private static final int MAX_FIELDS = 64;
    private static final byte[] GET = ascii("GET ");
    private static final byte[] HEAD = ascii("HEAD ");
    private static final byte[] PATH = ascii("/render?");
    private static final byte[] VERSION = ascii(" HTTP/1.");
    private static final String CLOSE = "close";
    private static final String KEEP_ALIVE = "keep-alive";

    /** What ask for more than an answer. */
    private static final List<String> NOT_PLAIN =
            List.of("content-length", "transfer-encoding", "expect", "upgrade", "trailer", "http2-settings");

    private final byte[] bytes = new byte[MAX_BYTES];

    /** Of each field: where its name begins and ends, and its value. */
    private final int[] bounds = new int[4 * MAX_FIELDS];

    private int fields;
    private int length;
    private int targetFrom;
    private int targetTo;
    private boolean head;
    private boolean old;
    private boolean persistent;
    private int agent;
    private String requestId = "";
    private String peer = "";

    PlainRequest() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the next request, which stays where it is; returns false if it is not plain, or not whole. */
    boolean read(ByteBuf in) {
        int first = in.getByte(in.readerIndex());
        if (first != 'G' && first != 'H') {
            return false;
        }
        int end = Math.min(in.readableBytes(), MAX_BYTES);
        in.getBytes(in.readerIndex(), bytes, 0, end);
        fields = 0;
        int at = readRequestLine(end);
        while (at > 0 && at + 1 < end) {
            if (bytes[at] == '\r') {
                length = at + 2;
                return bytes[at + 1] == '\n' && isPlain();
            }
            at = readField(at, end);
        }
        return false;
    }

    /** Returns where the next line begins; 0 if this one is not plain. */
    private int readRequestLine(int end) {
        head = bytes[0] == 'H';
        byte[] method = head ? HEAD : GET;
        targetFrom = method.length;
        if (!isAt(0, method, end) || !isAt(targetFrom, PATH, end)) {
            return 0;
        }
        int at = targetFrom;
        while (at < end && bytes[at] > ' ' && bytes[at] < 0x7F && bytes[at] != '#') {
            at++;
        }
        targetTo = at;
        int minor = at + VERSION.length;
        if (!isAt(at, VERSION, end) || minor + 2 >= end || bytes[minor + 1] != '\r' || bytes[minor + 2] != '\n') {
            return 0;
        }
        old = bytes[minor] == '0';
        return old || bytes[minor] == '1' ? minor + 3 : 0;
    }

    private boolean isAt(int from, byte[] text, int end) {
        return from + text.length <= end && Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
    }

    private int readField(int from, int end) {
        int colon = from;
        while (colon < end && RequestSyntax.isTokenByte(bytes[colon])) {
            colon++;
        }
        if (fields == MAX_FIELDS || colon == from || colon >= end || bytes[colon] != ':') {
            return 0;
        }
        int valueTo = colon + 1;
        while (valueTo < end && (bytes[valueTo] >= ' ' || bytes[valueTo] == '\t') && bytes[valueTo] != 0x7F) {
            valueTo++;
        }
        if (valueTo + 1 >= end || bytes[valueTo] != '\r' || bytes[valueTo + 1] != '\n') {
            return 0;
        }
        keep(from, colon, valueTo);
        return valueTo + 2;
    }

    private void keep(int nameFrom, int nameTo, int lineEnd) {
        int from = nameTo + 1;
        int to = lineEnd;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        int field = 4 * fields++;
        bounds[field] = nameFrom;
        bounds[field + 1] = nameTo;
        bounds[field + 2] = from;
        bounds[field + 3] = to;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private boolean isPlain() {
        agent = -1;
        persistent = !old;
        int hosts = 0;
        int connections = 0;
        for (int field = 0; field < fields; field++) {
            switch (bounds[4 * field + 1] - bounds[4 * field]) {
                case 4 -> hosts += isNamed(field, "host") ? 1 : 0;
                case 10 -> {
                    if (isNamed(field, "user-agent")) {
                        agent = agent < 0 ? field : agent;
                    } else if (isNamed(field, "connection")) {
                        connections++;
                        persistent = is(field, KEEP_ALIVE);
                        if (!persistent && !is(field, CLOSE)) {
                            return false;
                        }
                    }
                }
                default -> {
                    if (asksForMore(field)) {
                        return false;
                    }
                }
            }
        }
        return connections <= 1 && (hosts == 1 ? RequestSyntax.isHost(first("host")) : old && hosts == 0);
    }

    private boolean asksForMore(int field) {
        for (int i = 0; i < NOT_PLAIN.size(); i++) {
            if (isNamed(field, NOT_PLAIN.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamed(int field, String name) {
        return isText(bounds[4 * field], bounds[4 * field + 1], name);
    }

    private boolean is(int field, String value) {
        return isText(bounds[4 * field + 2], bounds[4 * field + 3], value);
    }

    /** Compares without case. */
    private boolean isText(int from, int to, String text) {
        if (to - from != text.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (lower(bytes[i]) != lower(text.charAt(i - from))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    /** It gets an id, and is known to come from here. */
    void identify(String id, String from) {
        requestId = id;
        peer = from;
    }

    /** Returns how many bytes the head has. */
    int length() {
        return length;
    }

    /** Returns whether the client speaks HTTP/1.0. */
    boolean isOld() {
        return old;
    }

    /** Returns whether the connection goes on after the answer. */
    boolean isPersistent() {
        return persistent;
    }

    /** Returns whether it asks for the headers of an answer only. */
    public boolean isHead() {
        return head;
    }

    /** Returns the id that it was given (spec 02 §3). */
    public String requestId() {
        return requestId;
    }

    /** Returns the address of the other end of the connection, or the one that a trusted proxy vouches for. */
    public String peer() {
        return peer;
    }

    /** Returns the request target. */
    public String target() {
        return text(targetFrom, targetTo);
    }

    /** Returns a number that requests with the same target and user agent have in common. */
    public int pageHash() {
        int hash = 1;
        for (int i = targetFrom; i < targetTo; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash = 31 * hash + ' ';
        if (agent >= 0) {
            for (int i = bounds[4 * agent + 2]; i < bounds[4 * agent + 3]; i++) {
                hash = 31 * hash + bytes[i];
            }
        }
        int spread = hash * 0x9E3779B9; // targets often differ in a number at their end only
        return spread ^ (spread >>> 16);
    }

    /** Returns the target and the user agent as {@link #asksFor} compares them. */
    public byte[] page() {
        int agentLength = agent < 0 ? 0 : bounds[4 * agent + 3] - bounds[4 * agent + 2];
        int targetLength = targetTo - targetFrom;
        byte[] page = new byte[targetLength + 1 + agentLength];
        System.arraycopy(bytes, targetFrom, page, 0, targetLength);
        page[targetLength] = ' '; // which no target contains
        if (agent >= 0) {
            System.arraycopy(bytes, bounds[4 * agent + 2], page, targetLength + 1, agentLength);
        }
        return page;
    }

    /** Returns whether another request, whose {@link #page} this was, had the same target and user agent. */
    public boolean asksFor(byte[] page) {
        int targetLength = targetTo - targetFrom;
        int agentFrom = agent < 0 ? 0 : bounds[4 * agent + 2];
        int agentTo = agent < 0 ? 0 : bounds[4 * agent + 3];
        return page.length == targetLength + 1 + agentTo - agentFrom
                && page[targetLength] == ' '
                && Arrays.equals(bytes, targetFrom, targetTo, page, 0, targetLength)
                && Arrays.equals(bytes, agentFrom, agentTo, page, targetLength + 1, page.length);
    }

    @Override
    public String first(String name) {
        for (int field = 0; field < fields; field++) {
            if (isNamed(field, name)) {
                return text(bounds[4 * field + 2], bounds[4 * field + 3]);
            }
        }
        return "";
    }

    /** Returns all values of a header. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int field = 0; field < fields; field++) {
            if (isNamed(field, name)) {
                values.add(text(bounds[4 * field + 2], bounds[4 * field + 3]));
            }
        }
        return values;
    }

    @Override
    public Headers only(Collection<String> names) {
        return names.isEmpty() ? Headers.EMPTY : headers().only(names);
    }

    /** Returns a copy of the headers, which goes on to hold. */
    public RequestHeaders copy() {
        return new Copy(headers());
    }

    private record Copy(Headers all) implements RequestHeaders {

        @Override
        public String first(String name) {
            return all.first(name).orElse("");
        }

        @Override
        public Headers only(Collection<String> names) {
            return all.only(names);
        }
    }

    private Headers headers() {
        Headers.Builder headers = Headers.builder();
        for (int field = 0; field < fields; field++) {
            headers.add(
                    text(bounds[4 * field], bounds[4 * field + 1]), text(bounds[4 * field + 2], bounds[4 * field + 3]));
        }
        return headers.build();
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
