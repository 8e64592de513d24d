package io.millrace.plan.nodes.sql;

import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What can stand in a FROM by its name: the inputs, and the queries that a WITH has named before. */
final class Tables {

    private final Map<String, Optional<Rows>> inputs;
    private final Steps steps;
    private final Set<String> read = new HashSet<>();
    private final Map<String, Query.Named> named = new HashMap<>();
    private final Map<List<Object>, Optional<Rows>> translated = new HashMap<>();

    /**
     * @param inputs what comes by each input; empty where that is unknown
     */
    Tables(Map<String, Optional<Rows>> inputs, Steps steps) {
        this.inputs = inputs;
        this.steps = steps;
    }

    /** Names a query; one before with the same name, or an input, is not seen any more. */
    void name(Query.Named query) {
        named.put(query.name(), query);
    }

    /** The query with this name. */
    Optional<Query.Named> query(String name) {
        return Optional.ofNullable(named.get(name));
    }

    /** The rows of a named query, which is translated once for each way in which it is read. */
    Optional<Rows> rows(Query.Named query, Optional<RankBound> bound, Supplier<Optional<Rows>> translation) {
        List<Object> key = List.of(query, bound.map(RankBound::meaning));
        Optional<Rows> known = translated.get(key);
        if (known == null) {
            known = translation.get();
            translated.put(key, known);
        }
        return known;
    }

    /** Whether somebody has asked for the rows of a named query. */
    boolean isRead(Query.Named query) {
        return translated.keySet().stream().anyMatch(key -> key.getFirst().equals(query));
    }

    /** The rows of an input; nothing, with a problem, when there is none of this name. */
    Optional<Rows> input(Query.From.Table table) {
        Optional<Rows> rows = inputs.get(table.name());
        if (rows != null) {
            read.add(table.name());
            return rows;
        }
        List<String> names = new ArrayList<>(inputs.keySet());
        names.addAll(named.keySet());
        steps.misspelt(
                PlanProblemCodes.QUERY_TABLE,
                "There is no input `" + table.name() + "`",
                table.name(),
                names,
                table.range());
        return Optional.empty();
    }

    /** The inputs that nobody has asked for. */
    List<String> unread() {
        return inputs.keySet().stream().filter(name -> !read.contains(name)).toList();
    }
}
