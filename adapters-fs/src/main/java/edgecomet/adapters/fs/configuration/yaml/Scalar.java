package edgecomet.adapters.fs.configuration.yaml;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What one scalar means (spec 01 §2): YAML 1.2 with some conveniences of 1.1. The keys decide which of the meanings
 * they accept, so a number is also a text where a text is wanted.
 */
public sealed interface Scalar {

    /** No value: {@code null}, {@code ~} or nothing. */
    record Null() implements Scalar {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Scalar {}

    /** A whole number of any size. */
    record Whole(BigInteger value) implements Scalar {}

    /** A number with a fraction or an exponent, infinity or not-a-number. */
    record Decimal(double value) implements Scalar {}

    /** A date, which no key wants and error messages name. */
    record Date() implements Scalar {}

    /** Anything else. */
    record Text(String value) implements Scalar {}

    /** The longest text that can be a number. */
    int MAX_NUMBER_LENGTH = 400;

    /** Returns the meaning of the node. */
    static Scalar of(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(YamlFile.PLAIN)) {
            return ofPlain(text);
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || tag.equals(Tag.BOOL) || tag.equals(Tag.NULL)) {
            return ofPlain(text);
        }
        return new Text(text);
    }

    /** Returns the meaning of a text without quotes. */
    static Scalar ofPlain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> new Null();
            case "true", "True", "TRUE" -> new Bool(true);
            case "false", "False", "FALSE" -> new Bool(false);
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> new Decimal(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF" -> new Decimal(Double.NEGATIVE_INFINITY);
            case ".nan", ".NaN", ".NAN" -> new Decimal(Double.NaN);
            default -> Numbers.parse(text).orElseGet(() -> Numbers.isDate(text) ? new Date() : new Text(text));
        };
    }

    /** Returns the type's name in messages, such as {@code !!int}. */
    default String tag() {
        return switch (this) {
            case Null() -> "!!null";
            case Bool(boolean ignored) -> "!!bool";
            case Whole(BigInteger ignored) -> "!!int";
            case Decimal(double ignored) -> "!!float";
            case Date() -> "!!timestamp";
            case Text(String ignored) -> "!!str";
        };
    }

    /** Returns the scalar as a boolean, in any of its spellings, quoted or not. */
    default Optional<Boolean> asBool() {
        return switch (this) {
            case Bool(boolean value) -> Optional.of(value);
            case Text(String value) when Numbers.YES.contains(value) -> Optional.of(true);
            case Text(String value) when Numbers.NO.contains(value) -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Returns the scalar as a whole number, a fraction cut off towards zero. */
    default Optional<Integer> asInteger() {
        return switch (this) {
            case Whole(BigInteger value) when value.bitLength() < Integer.SIZE -> Optional.of(value.intValue());
            case Decimal(double value) when Math.abs(value) <= Integer.MAX_VALUE -> Optional.of((int) value);
            default -> Optional.empty();
        };
    }

    /** Returns the scalar as a number. */
    default Optional<Double> asDecimal() {
        return switch (this) {
            case Whole(BigInteger value) -> Optional.of(value.doubleValue());
            case Decimal(double value) -> Optional.of(value);
            default -> Optional.empty();
        };
    }

    /** The number grammar. */
    final class Numbers {
        private static final Set<String> YES = Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
        private static final Set<String> NO = Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");

        private static final Pattern WHOLE =
                Pattern.compile("(?<sign>[-+]?)(?:0[xX](?<hex>[0-9a-fA-F]+)|0[oO](?<oct>[0-7]+)|0[bB](?<bin>[01]+)"
                        + "|(?<lead>0[0-7]+)|(?<dec>0|[1-9][0-9]*))");
        private static final Pattern DECIMAL =
                Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
        private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?");

        private Numbers() {}

        private static Optional<Scalar> parse(String text) {
            if (text.length() > MAX_NUMBER_LENGTH || text.charAt(0) == '_') {
                return Optional.empty();
            }
            String digits = text.replace("_", "");
            Matcher whole = WHOLE.matcher(digits);
            if (whole.matches()) {
                BigInteger magnitude = magnitude(whole);
                return Optional.of(new Whole(whole.group("sign").equals("-") ? magnitude.negate() : magnitude));
            }
            return DECIMAL.matcher(digits).matches()
                    ? Optional.of(new Decimal(Double.parseDouble(digits)))
                    : Optional.empty();
        }

        private static BigInteger magnitude(Matcher whole) {
            if (whole.group("hex") != null) {
                return new BigInteger(whole.group("hex"), 16);
            }
            if (whole.group("oct") != null) {
                return new BigInteger(whole.group("oct"), 8);
            }
            if (whole.group("bin") != null) {
                return new BigInteger(whole.group("bin"), 2);
            }
            return whole.group("lead") != null
                    ? new BigInteger(whole.group("lead"), 8)
                    : new BigInteger(whole.group("dec"));
        }

        private static boolean isDate(String text) {
            return text.length() <= MAX_NUMBER_LENGTH && DATE.matcher(text).matches();
        }
    }
}
