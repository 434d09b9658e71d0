package edgecomet.domain.url;

/** Whether two hosts belong together, as far as their names tell (spec 05 §10.1). */
public final class SameSite {

    private SameSite() {}

    /**
     * Returns whether two host names are equal or one is a subdomain of the other; an empty name belongs to nothing.
     * Case matters.
     */
    public static boolean hosts(String one, String other) {
        return !one.isEmpty()
                && !other.isEmpty()
                && (one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one));
    }
}
