package io.millrace.plan.sql;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;

/** What the names in parts of a query stand for, and which parts have been computed before. Belongs to one translation. */
public final class PartScope {

    /** Finds what a name stands for. */
    @FunctionalInterface
    public interface Names {

        /** What the names between dots, from the left, stand for. */
        Meaning of(List<String> names);
    }

    /** What a name stands for. */
    public sealed interface Meaning {

        /**
         * A column of the rows, or a field of one.
         *
         * @param column its name in the rows
         * @param used how many of the names it took; the others are fields
         */
        record Found(String column, int used) implements Meaning {}

        /**
         * Nothing, or more than one thing.
         *
         * @param message why, with the remedy
         * @param nearest what may have been meant, as it is written
         */
        record Missed(String message, Optional<String> nearest) implements Meaning {}
    }

    private final Names names;
    private final IdentityHashMap<SqlNode, String> computed = new IdentityHashMap<>();

    /** Nothing has been computed yet. */
    public PartScope(Names names) {
        this.names = names;
    }

    /** Says that a column of the rows holds the value of a part. */
    public void computed(Part part, String column) {
        computed.put(part.node(), column);
    }

    Names names() {
        return names;
    }

    Optional<String> computed(SqlNode node) {
        return Optional.ofNullable(computed.get(node));
    }
}
