package edgecomet.adapters.chrome.har;

/** How much text a recording may still take from a page. Used by one thread. */
final class TextBudget {
    private static final int MAX_CHARACTERS = 8 * 1024 * 1024;
    private static final int MAX_TEXT = 8 * 1024;
    private static final String CUT = "\u2026";

    private int left = MAX_CHARACTERS;
    private boolean exceeded;

    /** Returns the text, cut if it is longer than a text may be. */
    String keep(String text) {
        int length = Math.min(Math.min(text.length(), MAX_TEXT), left);
        left -= length;
        if (length == text.length()) {
            return text;
        }
        exceeded = true;
        return text.substring(0, length) + CUT;
    }

    /** Returns a URL; of one that is its own content, only what it says of that content. */
    String keepUrl(String url) {
        int comma = url.startsWith("data:") ? url.indexOf(',') : -1;
        return comma < 0 ? keep(url) : keep(url.substring(0, comma + 1)) + CUT;
    }

    /** Returns whether there may be too little left for the address of a request and its method. */
    boolean isSpent() {
        return left < 2 * MAX_TEXT;
    }

    /** Notes that something was left out altogether. */
    void exceed() {
        exceeded = true;
    }

    /** Returns whether something was cut or left out. */
    boolean isExceeded() {
        return exceeded;
    }
}
