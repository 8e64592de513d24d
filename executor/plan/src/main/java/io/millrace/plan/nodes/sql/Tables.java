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

/**
 * What can stand in a FROM by its name: the inputs, and the queries that a WITH has named, for itself and those behind them. They are
 * translated when they are read, but see what was to be seen where they are written.
 */
final class Tables {

    private final Map<String, Optional<Rows>> inputs;
    private final Steps steps;
    private final Set<String> read = new HashSet<>();
    private Map<String, Declared> visible = Map.of();
    private final Map<List<Object>, Optional<Rows>> translated = new HashMap<>();

    /**
     * @param inputs what comes by each input; empty where that is unknown
     */
    Tables(Map<String, Optional<Rows>> inputs, Steps steps) {
        this.inputs = inputs;
        this.steps = steps;
    }

    /**
     * A query with a name.
     *
     * @param before what it sees: itself not, so that it may read an input that is called as it is
     */
    record Declared(Query.Named query, Map<String, Declared> before) {

        Declared {
            before = Map.copyOf(before);
        }
    }

    /** Queries of a WITH, each of which hides what had its name before. */
    List<Declared> declared(List<Query.Named> queries) {
        Map<String, Declared> all = new HashMap<>(visible);
        List<Declared> declared = new ArrayList<>();
        for (Query.Named query : queries) {
            Declared one = new Declared(query, all);
            declared.add(one);
            all.put(query.name(), one);
        }
        return declared;
    }

    /** Looks at something where these can be seen as well. */
    <T> T seeing(List<Declared> more, Supplier<T> work) {
        Map<String, Declared> all = new HashMap<>(visible);
        more.forEach(one -> all.put(one.query().name(), one));
        return seeing(all, work);
    }

    private <T> T seeing(Map<String, Declared> all, Supplier<T> work) {
        Map<String, Declared> outside = visible;
        visible = all;
        try {
            return work.get();
        } finally {
            visible = outside;
        }
    }

    /** The query with this name. */
    Optional<Declared> query(String name) {
        return Optional.ofNullable(visible.get(name));
    }

    /** The rows of a named query, which is translated once for each way in which it is read. */
    Optional<Rows> rows(Declared declared, Optional<RankBound> bound, Supplier<Optional<Rows>> translation) {
        List<Object> key = List.of(declared.query(), bound.map(RankBound::meaning));
        Optional<Rows> known = translated.get(key);
        if (known == null) {
            known = seeing(declared.before(), translation);
            translated.put(key, known);
        }
        return known;
    }

    /** Whether somebody has asked for the rows of a named query. */
    boolean isRead(Declared declared) {
        return translated.keySet().stream().anyMatch(key -> key.getFirst().equals(declared.query()));
    }

    /** The rows of an input; nothing, with a problem, when there is none of this name. */
    Optional<Rows> input(Query.From.Table table) {
        Optional<Rows> rows = inputs.get(table.name());
        if (rows != null) {
            read.add(table.name());
            return rows;
        }
        List<String> names = new ArrayList<>(inputs.keySet());
        names.addAll(visible.keySet());
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
