package edgecomet.adapters.chrome.cdp;

import java.util.Map;

/**
 * An event of the browser; its parameters are read as leniently as every {@link CdpObject}.
 *
 * @param method domain and name, such as {@code Page.lifecycleEvent}
 */
public record CdpEvent(String method, CdpObject params) implements Signal {

    /** Returns the text at a path; empty if there is none. */
    public String text(String... path) {
        return params.text(path);
    }

    /** Returns the number at a path; 0 if there is none. */
    public double number(String... path) {
        return params.number(path);
    }

    /** Returns whether there is a member at a path. */
    public boolean has(String... path) {
        return params.has(path);
    }

    /** Returns the members of the object at a path; none if there is no object. */
    public Map<?, ?> object(String... path) {
        return params.object(path).members();
    }
}
