package io.millrace.testkit.pipeline;

import io.millrace.testkit.pipeline.Relation.Col;
import io.millrace.testkit.pipeline.Relation.Kind;
import java.util.List;
import java.util.Random;

/** Expressions that mean the same in Flink SQL and in PostgreSQL, letter by letter. */
final class RandomSql {

    /** Keeps whole numbers far from overflow, however many nodes they pass. */
    private static final int MODULUS = 1_000;

    private final Random random;

    RandomSql(Random random) {
        this.random = random;
    }

    /** A condition, at most so deep. */
    String condition(Relation over, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> whole(over, depth) + pick(" = ", " <> ", " < ", " <= ", " > ", " >= ") + whole(over, depth);
            case 1 -> text(over, depth) + pick(" = ", " <> ", " < ", " >= ") + text(over, depth);
            case 2 -> pick(over.columns()).name() + pick(" IS NULL", " IS NOT NULL");
            case 3 -> whole(over, depth) + pick(" BETWEEN ", " NOT BETWEEN ") + number() + " AND " + number();
            case 4 -> whole(over, depth) + pick(" IN (", " NOT IN (") + number() + ", " + number() + ")";
            case 5 -> text(over, depth) + pick(" LIKE 'a%'", " LIKE '%b_'", " NOT LIKE '%a%'");
            case 6 -> "(" + condition(over, depth - 1) + " AND " + condition(over, depth - 1) + ")";
            case 7 -> "(" + condition(over, depth - 1) + " OR " + condition(over, depth - 1) + ")";
            default -> "NOT (" + condition(over, depth - 1) + ")";
        };
    }

    /** An expression of a kind, at most so deep. */
    String expression(Relation over, Kind kind, int depth) {
        return switch (kind) {
            case WHOLE -> "MOD(" + whole(over, depth) + ", " + MODULUS + ")";
            case TEXT -> text(over, depth);
            case DECIMAL, TIME -> pick(over.of(kind)).name();
        };
    }

    private String whole(Relation over, int depth) {
        List<Col> columns = over.of(Kind.WHOLE);
        if (columns.isEmpty()) {
            return number();
        }
        String column = pick(columns).name();
        return switch (random.nextInt(depth > 0 ? 9 : 3)) {
            case 0, 1 -> column;
            case 2 -> number();
            case 3 -> "(" + whole(over, depth - 1) + pick(" + ", " - ") + whole(over, depth - 1) + ")";
            case 4 -> "(" + column + " * " + (1 + random.nextInt(9)) + ")";
            case 5 -> "COALESCE(" + column + ", " + number() + ")";
            case 6 -> "ABS(" + whole(over, depth - 1) + ")";
            case 7 -> "CHAR_LENGTH(" + text(over, depth - 1) + ")";
            default ->
                "CASE WHEN " + condition(over, depth - 1) + " THEN " + whole(over, depth - 1) + " ELSE "
                        + whole(over, depth - 1) + " END";
        };
    }

    private String text(Relation over, int depth) {
        List<Col> columns = over.of(Kind.TEXT);
        if (columns.isEmpty()) {
            return pick("'a'", "'ab'", "''");
        }
        String column = pick(columns).name();
        return switch (random.nextInt(depth > 0 ? 8 : 2)) {
            case 0, 1 -> column;
            case 2 -> pick("UPPER(", "LOWER(", "TRIM(") + text(over, depth - 1) + ")";
            case 3 -> "(" + column + " || " + text(over, depth - 1) + ")";
            case 4 -> "SUBSTRING(" + column + " FROM " + (1 + random.nextInt(2)) + " FOR " + random.nextInt(3) + ")";
            case 5 -> "COALESCE(" + column + ", 'none')";
            case 6 -> "REPLACE(" + column + ", 'a', 'ba')";
            default -> "NULLIF(" + column + ", 'ab')";
        };
    }

    private String number() {
        return Integer.toString(random.nextInt(-5, 60));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
