package edgecomet.domain.dimension;

/** What happens to a request whose user agent selects no dimension (spec 02 §10.3). */
public sealed interface UnmatchedDimension {

    /** Answer 403. */
    record Block() implements UnmatchedDimension {}

    /** Use the dimension of this name, which may be the built-in {@code bypass}. */
    record Use(String dimension) implements UnmatchedDimension {}

    /** Returns the word of the configuration file. */
    default String label() {
        return switch (this) {
            case Block() -> "block";
            case Use(String name) -> name;
        };
    }
}
