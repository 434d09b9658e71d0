package edgecomet.adapters.chrome.cdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JSON object of the protocol, read leniently: what is absent or of another type reads as empty, so that a newer
 * browser never breaks a render. Paths are names of members within members.
 */
public record CdpObject(Map<?, ?> members) {

    /** Returns the text at a path; empty if there is none. */
    public String text(String... path) {
        return member(path) instanceof String text ? text : "";
    }

    /** Returns the number at a path; 0 if there is none. */
    public double number(String... path) {
        return member(path) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Returns whether what is at a path is true. */
    public boolean isTrue(String... path) {
        return member(path).equals(true);
    }

    /** Returns whether there is a member at a path. */
    public boolean has(String... path) {
        return !member(path).equals(Absent.MEMBER);
    }

    /** Returns the object at a path; an empty one if there is none. */
    public CdpObject object(String... path) {
        return new CdpObject(member(path) instanceof Map<?, ?> map ? map : Map.of());
    }

    /** Returns the objects of the array at a path; none if there is no array. */
    public List<CdpObject> objects(String... path) {
        List<CdpObject> objects = new ArrayList<>();
        if (member(path) instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> map) {
                    objects.add(new CdpObject(map));
                }
            }
        }
        return objects;
    }

    private Object member(String... path) {
        Object here = members;
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
