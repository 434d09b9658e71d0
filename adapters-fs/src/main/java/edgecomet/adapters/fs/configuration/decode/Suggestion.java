package edgecomet.adapters.fs.configuration.decode;

import edgecomet.adapters.fs.configuration.table.Key;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.adapters.fs.configuration.table.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an operator may have meant by a key that does not exist. */
final class Suggestion {

    private static final int MAX_LENGTH = 64;
    private static final int SHORTEST_STEM = 3;

    private Suggestion() {}

    /** Returns the best guess as an addition to the message: a sibling spelt alike, or the places of such a key. */
    static Optional<String> of(String unknown, Keys siblings, Keys root) {
        if (unknown.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Optional<String> sibling = siblings.byName().keySet().stream()
                .filter(name -> isAlike(unknown, name))
                .min(Comparator.comparingInt(name -> distance(unknown, name)));
        if (sibling.isPresent()) {
            return sibling.map(name -> "did you mean \"" + name + "\"?");
        }
        var places = new ArrayList<String>();
        collect(unknown, root, "", places);
        return places.stream().findFirst().map(place -> "there is a key \"" + place + "\"");
    }

    private static void collect(String name, Keys keys, String prefix, List<String> places) {
        for (Key key : keys.byName().values()) {
            if (key.name().equals(name)) {
                places.add(prefix + name);
            }
            switch (key.shape()) {
                case Shape.Nested(Keys nested) -> collect(name, nested, prefix + key.name() + ".", places);
                case Shape.NestedList(Keys nested) -> collect(name, nested, prefix + key.name() + "[].", places);
                case Shape.NestedMap(Keys nested) -> collect(name, nested, prefix + key.name() + ".*.", places);
                default -> {}
            }
        }
    }

    /** Two words are alike with a typing error between them, or where one begins with the other: log, logging. */
    private static boolean isAlike(String unknown, String name) {
        boolean longer = Math.min(unknown.length(), name.length()) >= SHORTEST_STEM
                && (unknown.startsWith(name) || name.startsWith(unknown));
        return longer || distance(unknown, name) <= tolerance(unknown);
    }

    private static int tolerance(String unknown) {
        return unknown.length() < 4 ? 1 : 2;
    }

    /** The number of characters to insert, delete, replace or swap with their neighbour, case ignored. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
