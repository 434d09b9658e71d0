package edgecomet.adapters.chrome.cdp;

/** What wakes the one thread that listens to a connection. */
public sealed interface Signal permits CdpEvent, Signal.Replied, Signal.Closed {

    /** A command has got its answer: whoever waits for one shall look again. */
    record Replied() implements Signal {}

    /** The connection is gone; nothing follows. */
    record Closed() implements Signal {}
}
