package edgecomet.adapters.chrome.cdp;

import java.util.Map;

/**
 * An event of the browser, read leniently: what is absent or of another type reads as empty, so that an event of a newer
 * browser never breaks a render.
 *
 * @param method domain and name, such as {@code Page.lifecycleEvent}
 */
public record CdpEvent(String method, Map<String, Object> params) implements Signal {

    /** Returns the text at a path of member names; empty if there is none. */
    public String text(String... path) {
        return member(path) instanceof String text ? text : "";
    }

    /** Returns the number at a path; 0 if there is none. */
    public double number(String... path) {
        return member(path) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Returns whether there is a member at a path. */
    public boolean has(String... path) {
        return !member(path).equals(Absent.MEMBER);
    }

    /** Returns the object at a path; empty if there is none. */
    public Map<?, ?> object(String... path) {
        return member(path) instanceof Map<?, ?> map ? map : Map.of();
    }

    private Object member(String... path) {
        Object here = params;
        for (String name : path) {
            Object next = here instanceof Map<?, ?> map ? map.get(name) : null;
            if (next == null) {
                return Absent.MEMBER;
            }
            here = next;
        }
        return here;
    }

    private enum Absent {
        MEMBER
    }
}
