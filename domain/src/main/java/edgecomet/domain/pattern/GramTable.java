package edgecomet.domain.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Positions of patterns, each filed under one gram of the text that it requires (see {@link PatternIndex}).
 *
 * <p>A gram of four chars is one {@code long}. The table is open addressing with linear probing, at most half full; the
 * candidate's grams come from a shift register, so that a look-up costs a multiplication and mostly one comparison.
 */
final class GramTable {
    /** Characters of a gram; four of them fill 64 bits. */
    static final int LENGTH = 4;

    private final long[] keys;
    private final int[][] filed;
    private final int shift;
    private final int[] unfiled;
    private final int smallest;

    private GramTable(Map<Long, List<Integer>> byGram, List<Integer> unfiled) {
        int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, byGram.size()) * 2L);
        this.keys = new long[1 << bits];
        this.filed = new int[1 << bits][];
        this.shift = 64 - bits;
        this.unfiled = ascending(unfiled);
        this.smallest = Stream.concat(unfiled.stream(), byGram.values().stream().flatMap(List::stream))
                .min(Comparator.naturalOrder())
                .orElse(Integer.MAX_VALUE);
        byGram.forEach((gram, positions) -> {
            int slot = slot(gram);
            keys[slot] = gram;
            filed[slot] = ascending(positions);
        });
    }

    private static int[] ascending(List<Integer> positions) {
        return positions.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** Collects patterns, then files each under the gram that the fewest patterns have. */
    static final class Builder {
        private final Map<Integer, Set<Long>> gramsOf = new HashMap<>();

        void add(int position, List<String> literals) {
            Set<Long> grams = new HashSet<>();
            for (String literal : literals) {
                IntStream.rangeClosed(LENGTH, literal.length()).forEach(end -> grams.add(gram(literal, end)));
            }
            gramsOf.put(position, grams);
        }

        GramTable build() {
            Map<Long, Integer> uses = new HashMap<>();
            gramsOf.values().forEach(grams -> grams.forEach(gram -> uses.merge(gram, 1, Integer::sum)));
            Map<Long, List<Integer>> byGram = new HashMap<>();
            List<Integer> unfiled = new ArrayList<>();
            gramsOf.forEach((position, grams) -> grams.stream()
                    .min(Comparator.<Long>comparingInt(uses::get).thenComparing(gram -> gram))
                    .map(gram -> byGram.computeIfAbsent(gram, g -> new ArrayList<>()))
                    .orElse(unfiled)
                    .add(position));
            return new GramTable(byGram, unfiled);
        }

        private static long gram(String text, int end) {
            long gram = 0;
            for (int i = end - LENGTH; i < end; i++) {
                gram = (gram << Character.SIZE) | text.charAt(i);
            }
            return gram;
        }
    }

    /** Returns the smallest position of any pattern here. */
    int smallest() {
        return smallest;
    }

    /** Returns the smallest position below a limit that passes the check, or the limit. */
    int first(String candidate, int limit, IntPredicate check) {
        int best = firstOf(unfiled, limit, check);
        long gram = 0;
        for (int i = 0; i < candidate.length(); i++) {
            gram = (gram << Character.SIZE) | candidate.charAt(i);
            if (i >= LENGTH - 1) {
                int[] positions = filed[slot(gram)];
                if (positions != null) {
                    best = firstOf(positions, best, check);
                }
            }
        }
        return best;
    }

    private static int firstOf(int[] positions, int limit, IntPredicate check) {
        for (int position : positions) {
            if (position >= limit) {
                break;
            }
            if (check.test(position)) {
                return position;
            }
        }
        return limit;
    }

    /** Returns the slot of a gram: where it is filed, or the free one where it would be. */
    private int slot(long gram) {
        int slot = (int) ((gram * 0x9E3779B97F4A7C15L) >>> shift);
        while (filed[slot] != null && keys[slot] != gram) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}
