package io.millrace.plan.nodes.sql;

import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.Query;
import io.millrace.plan.sql.Query.Condition;
import io.millrace.plan.sql.Query.From;
import io.millrace.plan.sql.Query.Item;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That a SELECT reads only the first rows that a query inside of it numbers: {@code WHERE rn <= 10}. That is what makes a top N of
 * it.
 *
 * @param column the column that says which row it is
 * @param isRead whether the SELECT also reads that column otherwise
 * @param condition the condition, which then needs no looking at
 */
record RankBound(String column, long limit, boolean isRead, Condition condition) {

    /** By what the rows of a query are others. */
    Object meaning() {
        return List.of(column, limit, isRead);
    }

    /** What a SELECT may say so of the rows it reads; none when it reads several tables. */
    static Stream<RankBound> of(Query.Select select) {
        if (select.from() instanceof From.Joined || select.from() instanceof From.Windowed) {
            return Stream.empty();
        }
        return select.where().stream().flatMap(condition -> of(select, condition).stream());
    }

    private static Optional<RankBound> of(Query.Select select, Condition condition) {
        return condition instanceof Condition.Plain(Part part)
                ? part.compared()
                        .flatMap(compared -> bound(compared).or(() -> bound(compared.turned())))
                        .map(found ->
                                new RankBound(found.column, found.limit, isRead(select, found.column, part), condition))
                : Optional.empty();
    }

    private record Bound(String column, long limit) {}

    private static Optional<Bound> bound(Part.Compared compared) {
        Optional<String> column = compared.left().name().map(List::getLast);
        Optional<Long> number = compared.right().wholeNumber();
        if (column.isEmpty() || number.isEmpty()) {
            return Optional.empty();
        }
        return switch (compared.operator()) {
            case "<=" -> Optional.of(new Bound(column.get(), number.get()));
            case "<" -> Optional.of(new Bound(column.get(), number.get() - 1));
            case "=" -> number.filter(one -> one == 1).map(one -> new Bound(column.get(), one));
            default -> Optional.empty();
        };
    }

    private static boolean isRead(Query.Select select, String column, Part bound) {
        // What a query behind EXISTS names of the rows outside is not looked for: better a number too many than too
        // few.
        boolean isListed = select.items().stream().anyMatch(Item.All.class::isInstance)
                || select.where().stream().anyMatch(Condition.Exists.class::isInstance);
        Stream<Part> parts = Stream.of(
                        select.items().stream()
                                .filter(Item.Value.class::isInstance)
                                .map(item -> ((Item.Value) item).part()),
                        select.where().stream().flatMap(RankBound::parts),
                        select.groupBy().orElse(List.of()).stream(),
                        select.having().stream(),
                        select.overs().values().stream().flatMap(over -> Stream.of(
                                        over.arguments().stream(),
                                        over.window().partition().stream(),
                                        over.window().order().stream().map(Query.Order::part))
                                .flatMap(part -> part)))
                .flatMap(part -> part);
        return isListed
                || parts.filter(part -> !part.equals(bound))
                        .flatMap(part -> part.names().stream())
                        .anyMatch(name -> name.name().map(List::getLast).equals(Optional.of(column)));
    }

    private static Stream<Part> parts(Condition condition) {
        return switch (condition) {
            case Condition.Plain plain -> Stream.of(plain.part());
            case Condition.In in -> Stream.of(in.value());
            case Condition.Exists _ -> Stream.empty();
        };
    }
}
