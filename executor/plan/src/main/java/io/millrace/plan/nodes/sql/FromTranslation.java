package io.millrace.plan.nodes.sql;

import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.Query.Condition;
import io.millrace.plan.sql.Query.From;
import io.millrace.plan.sql.Query.JoinType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes steps of a FROM, and of those conditions of the WHERE that a join can use: a condition on one table keeps rows from being
 * joined and kept, and an equality of two may be what they are joined by. Conditions do not go past an outer join, whose rows
 * without a match they may be about.
 */
final class FromTranslation {

    private final Steps steps;
    private final Tables tables;
    private final QueryTranslation queries;
    private final String path;
    private final List<Rows> leaves = new ArrayList<>();
    private final Set<Integer> padded = new HashSet<>();

    FromTranslation(Steps steps, Tables tables, QueryTranslation queries, String path) {
        this.steps = steps;
        this.tables = tables;
        this.queries = queries;
        this.path = path;
    }

    /** Where rows come from, with tables by number. */
    private sealed interface Tree {

        Set<Integer> leaves();

        record Leaf(int number) implements Tree {

            @Override
            public Set<Integer> leaves() {
                return Set.of(number);
            }
        }

        record Node(From.Joined join, Tree left, Tree right) implements Tree {

            @Override
            public Set<Integer> leaves() {
                Set<Integer> all = new HashSet<>(left.leaves());
                all.addAll(right.leaves());
                return all;
            }
        }
    }

    /**
     * The rows, with the columns of all tables.
     *
     * @param pool conditions of the WHERE; those that need not be looked at any more are removed
     */
    Optional<Rows> translate(From from, List<Condition> pool, Optional<RankBound> bound) {
        Optional<Tree> tree = tree(from, bound);
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        Scope all = new Scope(
                leaves.stream().flatMap(rows -> rows.scope().columns().stream()).toList());
        // The name of a table alone says which it is even if another has a column of the name: then it is ambiguous,
        // and stays.
        List<Located> located = new ArrayList<>();
        for (Condition condition : pool) {
            if (condition instanceof Condition.Plain(Part part)) {
                tablesOf(part, all).ifPresent(of -> located.add(new Located(condition, part, of)));
            }
        }
        return rows(tree.get(), located, pool);
    }

    /** A condition and the tables it is about. */
    private record Located(Condition condition, Part part, Set<Integer> tables) {}

    private Optional<Set<Integer>> tablesOf(Part part, Scope all) {
        Set<Integer> found = new HashSet<>();
        for (Part name : part.names()) {
            List<String> names = name.name().orElseThrow();
            Optional<Scope.Column> column = all.column(names);
            if (column.isEmpty()) {
                return Optional.empty();
            }
            for (int i = 0; i < leaves.size(); i++) {
                if (leaves.get(i).scope().columns().contains(column.get())) {
                    found.add(i);
                }
            }
        }
        boolean isPlain = part.aggregates().isEmpty() && part.overs().isEmpty();
        return isPlain && !found.isEmpty() ? Optional.of(found) : Optional.empty();
    }

    private Optional<Tree> tree(From from, Optional<RankBound> bound) {
        if (!(from instanceof From.Joined join)) {
            return leaf(from, bound).map(rows -> {
                leaves.add(rows);
                return new Tree.Leaf(leaves.size() - 1);
            });
        }
        Optional<Tree> left = tree(join.left(), Optional.empty());
        Optional<Tree> right = tree(join.right(), Optional.empty());
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        if (join.type() == JoinType.RIGHT || join.type() == JoinType.FULL) {
            padded.addAll(left.get().leaves());
        }
        if (join.type() == JoinType.LEFT || join.type() == JoinType.FULL) {
            padded.addAll(right.get().leaves());
        }
        return Optional.of(new Tree.Node(join, left.get(), right.get()));
    }

    private Optional<Rows> leaf(From from, Optional<RankBound> bound) {
        return switch (from) {
            case From.Table table -> table(table, bound);
            case From.Derived derived ->
                queries.translate(
                                derived.query(),
                                path + derived.alias().name().map(Ids::of).orElse("from") + "-",
                                bound)
                        .map(rows -> rows.called(
                                derived.alias().name(), derived.alias().columns()));
            case From.Windowed windowed ->
                table(windowed.rows(), Optional.empty()).map(rows -> rows.called(
                                Optional.of(windowed.alias()
                                        .name()
                                        .orElse(windowed.rows().name())),
                                windowed.alias().columns())
                        .in(windowed));
            case From.Joined joined -> throw new IllegalStateException("A join is no table: " + joined.range());
        };
    }

    private Optional<Rows> table(From.Table table, Optional<RankBound> bound) {
        Optional<String> name = Optional.of(table.alias().name().orElse(table.name()));
        Optional<Tables.Declared> query = tables.query(table.name());
        Optional<Rows> rows = query.isPresent() ? queries.named(query.get(), bound) : tables.input(table);
        return rows.map(known -> known.called(name, table.alias().columns()));
    }

    private Optional<Rows> rows(Tree tree, List<Located> located, List<Condition> pool) {
        return switch (tree) {
            case Tree.Leaf(int number) -> filtered(number, located, pool);
            case Tree.Node(From.Joined join, Tree left, Tree right) -> {
                Optional<Rows> leftRows = rows(left, located, pool);
                Optional<Rows> rightRows = rows(right, located, pool);
                if (leftRows.isEmpty() || rightRows.isEmpty()) {
                    yield Optional.empty();
                }
                List<Condition> on = new ArrayList<>(join.on());
                if (join.type() == JoinType.INNER) {
                    on.addAll(taken(located, pool, tree.leaves()));
                }
                yield new Joining(steps, path, join, leftRows.get(), rightRows.get()).translate(on);
            }
        };
    }

    private Optional<Rows> filtered(int number, List<Located> located, List<Condition> pool) {
        Rows rows = leaves.get(number);
        if (leaves.size() == 1) {
            return Optional.of(rows);
        }
        Working working = new Working(steps, path, rows, new PartScope(rows.scope()::meaning));
        boolean isKnown = true;
        for (Condition condition : taken(located, pool, Set.of(number))) {
            isKnown &= condition instanceof Condition.Plain(Part part) && working.filter(part, "where");
        }
        return isKnown ? Optional.of(working.rows()) : Optional.empty();
    }

    /** Takes the conditions that are about these tables alone. */
    private List<Condition> taken(List<Located> located, List<Condition> pool, Set<Integer> of) {
        List<Condition> taken = new ArrayList<>();
        for (Located one : located) {
            boolean isOurs =
                    of.containsAll(one.tables()) && one.tables().stream().noneMatch(padded::contains);
            if (isOurs && pool.remove(one.condition())) {
                taken.add(one.condition());
            }
        }
        return taken;
    }
}
