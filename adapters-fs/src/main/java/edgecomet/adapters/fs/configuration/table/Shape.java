package edgecomet.adapters.fs.configuration.table;

/** What may stand behind a key. */
public sealed interface Shape {

    /** One scalar. */
    record Single(ScalarType type) implements Shape {}

    /** A sequence of scalars. */
    record Listing(ScalarType type) implements Shape {}

    /** One domain, or a sequence of them; empty ones and elements that are no text are dropped. */
    record Domains() implements Shape {}

    /** One pattern, or a sequence of them; empty ones and whatever is no text are dropped. */
    record Patterns() implements Shape {}

    /** A map from free names to texts. */
    record Texts() implements Shape {}

    /** A map from free names to one pattern or a sequence of patterns. */
    record Queries() implements Shape {}

    /** A section with keys of its own. */
    record Nested(Keys keys) implements Shape {}

    /** A sequence of sections. */
    record NestedList(Keys keys) implements Shape {}

    /** A map from free names to sections. */
    record NestedMap(Keys keys) implements Shape {}

    /** The kinds of scalar. */
    enum ScalarType {
        BOOL("bool", "boolean"),
        INT("int", "integer"),
        FLOAT("float64", "number"),
        TEXT("string", "text"),
        DURATION("string", "duration"),
        ADDRESS("string", "listen address");

        private final String target;
        private final String label;

        ScalarType(String target, String label) {
            this.target = target;
            this.label = label;
        }

        /** Returns the type's name in messages about a mismatch. */
        public String target() {
            return target;
        }

        /** Returns the type's name in the reference. */
        public String label() {
            return label;
        }
    }
}
