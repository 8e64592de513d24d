package io.millrace.engine.operators.join;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which rows come out of a join. */
enum JoinType {
    INNER(Showing.MATCHES, Showing.MATCHES),
    LEFT(Showing.MATCHES_OR_NULLS, Showing.MATCHES),
    RIGHT(Showing.MATCHES, Showing.MATCHES_OR_NULLS),
    FULL(Showing.MATCHES_OR_NULLS, Showing.MATCHES_OR_NULLS),
    SEMI(Showing.WITH_MATCH, Showing.NOTHING),
    ANTI(Showing.WITHOUT_MATCH, Showing.NOTHING);

    final Showing left;
    final Showing right;

    JoinType(Showing left, Showing right) {
        this.left = left;
        this.right = right;
    }

    /** As the plan writes it. */
    static JoinType of(String name) {
        for (JoinType type : values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Broken plan: a join is one of "
                + Arrays.stream(values()).map(JoinType::toString).collect(Collectors.joining(", ")) + ", not " + name);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
