package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.cdp.CdpObject;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.ConsoleMessage.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a page complains about (spec 05 §8.5): errors and warnings on its console, and, unlike in the original, errors
 * that it did not catch. Used by one thread.
 */
final class ConsoleLog {
    /** Of all texts together; one that would exceed it is left out, a shorter one may still fit. */
    private static final int MAX_TEXT_BYTES = 5 * 1024;

    /** After so many calls of whatever kind nobody listens any more. */
    private static final int MAX_CALLS = 1_000;

    private final Runnable stopListening;
    private final List<ConsoleMessage> messages = new ArrayList<>();
    private int bytes;
    private int calls;

    /**
     * Creates the log.
     *
     * @param stopListening called once, if a page talks without end
     */
    ConsoleLog(Runnable stopListening) {
        this.stopListening = stopListening;
    }

    /** Takes an event into account. */
    void on(CdpEvent event) {
        switch (event.method()) {
            case "Runtime.consoleAPICalled" -> {
                counted();
                Kind.ofLabel(event.text("type")).ifPresent(kind -> called(kind, event));
            }
            case "Runtime.exceptionThrown" -> {
                counted();
                thrown(event);
            }
            default -> {
                // Nothing that was said.
            }
        }
    }

    /** Returns the messages so far, in order. */
    List<ConsoleMessage> messages() {
        return List.copyOf(messages);
    }

    private void counted() {
        calls++;
        if (calls == MAX_CALLS) {
            stopListening.run();
        }
    }

    private void called(Kind kind, CdpEvent event) {
        String text = event.params().objects("args").stream()
                .map(ConsoleLog::said)
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining(" "));
        keep(kind, firstFrame(event.params().object("stackTrace")), text);
    }

    private void thrown(CdpEvent event) {
        CdpObject details = event.params().object("exceptionDetails");
        String thrown = said(details.object("exception"));
        String text = thrown.isEmpty() ? details.text("text") : details.text("text") + " " + thrown;
        keep(Kind.ERROR, firstFrame(details.object("stackTrace")).or(() -> Optional.of(details)), text);
    }

    private void keep(Kind kind, Optional<CdpObject> source, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > 0 && bytes + length <= MAX_TEXT_BYTES) {
            bytes += length;
            messages.add(new ConsoleMessage(
                    kind,
                    source.map(place -> place.text("url"))
                            .filter(url -> !url.isEmpty())
                            .orElse(ConsoleMessage.UNKNOWN_SOURCE),
                    source.map(place -> position(place, "lineNumber") + ":" + position(place, "columnNumber"))
                            .orElse(ConsoleMessage.UNKNOWN_LOCATION),
                    text));
        }
    }

    /** The browser counts from 0. */
    private static long position(CdpObject place, String member) {
        return Math.max(0, (long) place.number(member)) + 1;
    }

    private static Optional<CdpObject> firstFrame(CdpObject stackTrace) {
        return stackTrace.objects("callFrames").stream().findFirst();
    }

    /** What a value looks like: itself if it is simple, else what the browser says of it. */
    private static String said(CdpObject value) {
        Object simple = value.members().get("value");
        if (simple != null) {
            return simple.toString();
        }
        String description = value.text("description");
        String name = value.text("className").isEmpty() ? value.text("type") : value.text("className");
        return description.isEmpty() && !name.isEmpty() ? "[" + name + "]" : description;
    }
}
