package io.millrace.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Which known name a person most likely meant. The one place for "did you mean": keys, node types, ports, columns and
 * functions all ask here, so the same slip gets the same answer everywhere.
 *
 * <p>Distance is optimal string alignment (Levenshtein plus the swap of two neighbours), letters compared without case;
 * a name counts as near when about a third of its letters or fewer are wrong.
 */
public final class NearestName {

    /** Longer names are not compared: nobody mistypes them, and the work grows with the square of the length. */
    private static final int LONGEST = 128;

    private NearestName() {}

    /** The known name nearest to this one, the first of equally near ones; empty when none is near. */
    public static Optional<String> of(String wanted, Collection<String> known) {
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            return Optional.empty();
        }
        String folded = wanted.toLowerCase(Locale.ROOT);
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String name : known) {
            if (name.length() > LONGEST) {
                continue;
            }
            int distance = distance(folded, name.toLowerCase(Locale.ROOT));
            if (distance < bestDistance && distance <= allowed(wanted, name)) {
                best = name;
                bestDistance = distance;
            }
        }
        return bestDistance == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
    }

    /** {@code ; did you mean `name`?} for the end of a message, or nothing when no name is near. */
    public static String hint(String wanted, Collection<String> known) {
        return of(wanted, known).map(name -> "; did you mean `" + name + "`?").orElse("");
    }

    /** A third of the longer name; one letter in three of two is a guess too wild to offer. */
    private static int allowed(String wanted, String name) {
        return Math.max(wanted.length(), name.length()) / 3;
    }

    private static int distance(String a, String b) {
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(previous[j], row[j - 1]));
                if (isSwap(a, i, b, j)) {
                    row[j] = Math.min(row[j], beforePrevious[j - 2] + 1);
                }
            }
            int[] free = beforePrevious;
            beforePrevious = previous;
            previous = row;
            row = free;
        }
        return previous[b.length()];
    }

    private static boolean isSwap(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
