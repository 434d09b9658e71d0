package edgecomet.domain.render;

/** The browser's window in CSS pixels. A width below 768 is emulated as a mobile device (spec 05 §7). */
public record Viewport(int width, int height) {

    /** Returns whether the page is laid out as for a mobile device. */
    public boolean isMobile() {
        return width < 768;
    }
}
