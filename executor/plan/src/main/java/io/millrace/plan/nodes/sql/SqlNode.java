package io.millrace.plan.nodes.sql;

import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.PortDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.List;

/** One query over named inputs. */
public final class SqlNode implements NodeType {

    static final PortName INPUT = new PortName("input");

    private static final ConfigBinder<SqlConfig> CONFIG = ConfigBinder.of(SqlConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("sql"),
            1,
            NodeKind.TRANSFORM,
            "Combine",
            "SQL",
            "Computes one SELECT over its inputs.",
            """
            Computes a query in the SQL of Flink. What it reads are the inputs of the node, each by its name; one node without
            named inputs reads `input`. A query is made of the same steps as a drawing, and each means what the node of that name
            means: which changes come out, what is kept and for how long, what is late.

            - `SELECT` with expressions, `*`, `a.*` and `DISTINCT`; `WHERE`; `WITH`; queries in `FROM`; `UNION` and `UNION ALL`.
            - `GROUP BY` columns and expressions with `HAVING`: an aggregate node. Aggregates know `DISTINCT` and `FILTER (WHERE …)`.
            - Windows: `FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '10' SECOND))` with `GROUP BY window_start, window_end`
              and more; `HOP`, `CUMULATE` and `SESSION` alike. They go by event time, which `ts` must be.
            - `JOIN`, `LEFT`, `RIGHT` and `FULL JOIN` on equalities. Bounds for the distance of both event times make it an interval
              join; a right side that ends by itself, of a left one that does not, is looked up. `IN (SELECT …)` and `EXISTS` are semi
              joins, their negations anti joins.
            - `ROW_NUMBER() OVER (PARTITION BY … ORDER BY …) AS rn` with `WHERE rn <= 10` around it is a top N, the first or last by
              event time a deduplicate. `ORDER BY … LIMIT n` is a top N of all rows. Other `OVER`s go by event time: an over node.

            Names are case-sensitive and stand in backticks where SQL would read something else. `${name}` is a parameter.
            An error policy is for the rows of any step. Late rows are dropped and counted. What is kept hangs on the names of
            queries and tables and on what is grouped, joined and aggregated: a condition more or another name for a column
            of the result leaves it as it is.
            """,
            "code",
            Ports.of(
                            List.of(PortDescriptor.input(INPUT, "What the query calls `input`.")),
                            List.of(PortDescriptor.output(PortName.OUT, "The rows of the query.")))
                    .withInputPerElementOf("inputs"),
            CONFIG.schema(),
            Abilities.NONE);

    private final List<NodeType> stepTypes;

    /**
     * @param stepTypes what its steps are made of
     */
    public SqlNode(List<NodeType> stepTypes) {
        this.stepTypes = List.copyOf(stepTypes);
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        return context.config(CONFIG)
                .map(config -> new SqlTyping(context, config, stepTypes).type())
                .orElse(Typing.UNKNOWN);
    }
}
