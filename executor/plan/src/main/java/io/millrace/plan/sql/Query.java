package io.millrace.plan.sql;

import io.millrace.model.problem.TextRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A query as it is written: what it is made of, without what its names stand for. Immutable. */
public sealed interface Query {

    /** Where it stands in the text. */
    TextRange range();

    /** What the rows it reads are called in it, from left to right; nothing for those that have no name. */
    List<String> tables();

    /**
     * {@code SELECT … FROM … WHERE … GROUP BY … HAVING …}.
     *
     * @param where the conditions of its WHERE, all of which must hold
     * @param groupBy absent without GROUP BY
     * @param overs the calls with an OVER among its items, as far as they could be read
     */
    record Select(
            TextRange range,
            boolean isDistinct,
            List<Item> items,
            From from,
            List<Condition> where,
            Optional<List<Part>> groupBy,
            Optional<Part> having,
            Map<Part, Windowing> overs)
            implements Query {

        public Select {
            items = List.copyOf(items);
            where = List.copyOf(where);
            groupBy = groupBy.map(List::copyOf);
            overs = Map.copyOf(overs);
        }

        @Override
        public List<String> tables() {
            return from.tables();
        }
    }

    /**
     * The rows of several queries, two at least.
     *
     * @param isAll whether equal rows stand as often as they come
     */
    record Union(TextRange range, List<Query> branches, boolean isAll) implements Query {

        public Union {
            branches = List.copyOf(branches);
        }

        @Override
        public List<String> tables() {
            return branches.stream().flatMap(branch -> branch.tables().stream()).toList();
        }
    }

    /** A query with names for others that it reads; each may read those before it. */
    record With(TextRange range, List<Named> named, Query body) implements Query {

        public With {
            named = List.copyOf(named);
        }

        @Override
        public List<String> tables() {
            return body.tables();
        }
    }

    /** The first rows of a query: {@code ORDER BY … LIMIT n}. */
    record First(TextRange range, Query query, List<Order> order, long limit) implements Query {

        public First {
            order = List.copyOf(order);
        }

        @Override
        public List<String> tables() {
            return query.tables();
        }
    }

    /**
     * A query with a name.
     *
     * @param columns other names for its columns; empty for those they have
     */
    record Named(TextRange range, String name, List<String> columns, Query query) {

        public Named {
            columns = List.copyOf(columns);
        }
    }

    /** What a SELECT lists. */
    sealed interface Item {

        /** Where it stands. */
        TextRange range();

        /** All columns, or all of one table. */
        record All(TextRange range, Optional<String> table) implements Item {}

        /** A column. */
        record Value(TextRange range, Part part, Optional<String> alias) implements Item {}
    }

    /** Where rows come from. */
    sealed interface From {

        /** Where it stands. */
        TextRange range();

        /** What they are called, from left to right; nothing for those that have no name. */
        List<String> tables();

        /** An input or a query of WITH, by name. */
        record Table(TextRange range, String name, Alias alias) implements From {

            @Override
            public List<String> tables() {
                return List.of(alias.name().orElse(name));
            }
        }

        /** A query in brackets. */
        record Derived(TextRange range, Query query, Alias alias) implements From {

            @Override
            public List<String> tables() {
                return alias.name().map(List::of).orElseGet(query::tables);
            }
        }

        /**
         * Rows in windows: {@code TABLE(TUMBLE(TABLE name, DESCRIPTOR(time), INTERVAL …))}.
         *
         * @param function TUMBLE, HOP, CUMULATE or SESSION
         * @param lengths intervals, in the order of the function
         * @param partition what sessions are told apart by; empty where nothing is said
         */
        record Windowed(
                TextRange range,
                String function,
                Table rows,
                Part time,
                List<Part> lengths,
                List<Part> partition,
                Alias alias)
                implements From {

            public Windowed {
                lengths = List.copyOf(lengths);
                partition = List.copyOf(partition);
            }

            @Override
            public List<String> tables() {
                return alias.name().map(List::of).orElseGet(rows::tables);
            }
        }

        /** Rows of two brought together. */
        record Joined(TextRange range, JoinType type, From left, From right, List<Condition> on) implements From {

            public Joined {
                on = List.copyOf(on);
            }

            @Override
            public List<String> tables() {
                return Stream.concat(left.tables().stream(), right.tables().stream())
                        .toList();
            }
        }
    }

    /**
     * What rows are called inside of a query.
     *
     * @param name absent where nothing was said
     * @param columns other names for the columns
     */
    record Alias(Optional<String> name, List<String> columns) {

        /** Nothing was said. */
        static final Alias NONE = new Alias(Optional.empty(), List.of());

        public Alias {
            columns = List.copyOf(columns);
        }
    }

    /** Which rows a join gives. */
    enum JoinType {
        INNER,
        LEFT,
        RIGHT,
        FULL
    }

    /** Something that must hold. */
    sealed interface Condition {

        /** Where it stands. */
        TextRange range();

        /** An expression. */
        record Plain(Part part) implements Condition {

            @Override
            public TextRange range() {
                return part.range();
            }
        }

        /** {@code value IN (SELECT …)}. */
        record In(TextRange range, Part value, Query query, boolean isNegated) implements Condition {}

        /** {@code EXISTS (SELECT …)}. */
        record Exists(TextRange range, Query query, boolean isNegated) implements Condition {}
    }

    /**
     * What rows are sorted by.
     *
     * @param nullsFirst absent where nothing was said
     */
    record Order(Part part, boolean isDescending, Optional<Boolean> nullsFirst) {}
}
