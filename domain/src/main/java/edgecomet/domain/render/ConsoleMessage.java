package edgecomet.domain.render;

import java.util.Arrays;
import java.util.Optional;

/**
 * A complaint of a page: what it wrote to the console as error or warning, or an error that it did not catch (spec 05
 * §8.5).
 *
 * @param sourceUrl of the script; {@link #UNKNOWN_SOURCE} if it has none
 * @param sourceLocation {@code line:column}, counted from 1; {@link #UNKNOWN_LOCATION} if nobody knows
 */
public record ConsoleMessage(Kind kind, String sourceUrl, String sourceLocation, String text) {

    /** Stands for the address of a script that has none. */
    public static final String UNKNOWN_SOURCE = "<anonymous>";

    /** Stands for a place that nobody knows. */
    public static final String UNKNOWN_LOCATION = "0:0";

    /** How bad it is. */
    public enum Kind {
        ERROR("error"),
        WARNING("warning");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns the word of the wire protocol, which is the browser's. */
        public String label() {
            return label;
        }

        /** Returns the kind with this word. */
        public static Optional<Kind> ofLabel(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label.equals(label))
                    .findFirst();
        }
    }
}
