package edgecomet.domain.url;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads and writes queries as lists of decoded pairs, all of them octet strings (spec 03 §2.4, §2.5). */
final class QueryCoding {
    static final Comparator<Pair> BY_NAME = Comparator.comparing(Pair::name);

    private QueryCoding() {}

    /** One decoded parameter. */
    record Pair(String name, String value) {}

    /**
     * The pairs of a query that could be read.
     *
     * @param complete whether no piece had to be left out
     */
    record Pairs(List<Pair> pairs, boolean complete) {}

    /**
     * A query in its normal form.
     *
     * @param strippedNames names of the removed parameters, in byte order
     */
    record Normal(String query, List<String> strippedNames) {}

    /** Reads a query; pieces with a bad escape or a semicolon are left out. */
    static Pairs read(String query) {
        List<Pair> pairs = new ArrayList<>();
        boolean complete = true;
        for (int start = 0; start < query.length(); ) {
            int ampersand = query.indexOf('&', start);
            int end = ampersand < 0 ? query.length() : ampersand;
            if (end > start) {
                String piece = query.substring(start, end);
                if (piece.indexOf(';') >= 0 || PercentCoding.problem(piece).isPresent()) {
                    complete = false;
                } else {
                    pairs.add(pair(piece));
                }
            }
            start = end + 1;
        }
        return new Pairs(pairs, complete);
    }

    private static Pair pair(String piece) {
        int equals = piece.indexOf('=');
        return equals < 0
                ? new Pair(PercentCoding.decodeForm(piece), "")
                : new Pair(
                        PercentCoding.decodeForm(piece.substring(0, equals)),
                        PercentCoding.decodeForm(piece.substring(equals + 1)));
    }

    /** Normalises a query; one that cannot be read completely stays as it is. */
    static String normalize(String query) {
        Pairs read = read(query);
        return read.complete() ? write(read.pairs()) : query;
    }

    /** Removes the tracking parameters and all that cannot be read, then normalises. */
    static Normal strip(String query, TrackingParams tracking) {
        List<Pair> kept = new ArrayList<>();
        Set<String> stripped = new TreeSet<>();
        for (Pair pair : read(query).pairs()) {
            if (stripped.contains(pair.name()) || tracking.strips(Octets.toText(pair.name()))) {
                stripped.add(pair.name());
            } else {
                kept.add(pair);
            }
        }
        return new Normal(write(kept), stripped.stream().map(Octets::toText).toList());
    }

    /** Writes the pairs in the byte order of their names; those of one name keep their order. */
    private static String write(List<Pair> pairs) {
        pairs.sort(BY_NAME);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            if (i > 0) {
                out.append('&');
            }
            PercentCoding.encodeForm(out, pair.name());
            if (!pair.value().isEmpty()) {
                out.append('=');
                PercentCoding.encodeForm(out, pair.value());
            }
        }
        return out.toString();
    }
}
