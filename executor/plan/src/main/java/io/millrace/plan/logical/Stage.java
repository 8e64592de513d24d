package io.millrace.plan.logical;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.document.NodeId;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A step that looks at one row at a time. */
public sealed interface Stage {

    /** The node it belongs to: it counts the rows and its policy decides about rows that fail. */
    NodeId node();

    /** Where its rows are counted; a route counts all that come, and by branch what leaves. */
    StageCounts counts();

    /** What each of its outputs gives; only a route has several. */
    List<EdgeSchema> outputs(EdgeSchema input);

    /** Lets rows pass for which the condition is TRUE. */
    record Filter(NodeId node, Expr condition, StageCounts counts) implements Stage {

        /** A filter as it is drawn. */
        public Filter(NodeId node, Expr condition) {
            this(node, condition, StageCounts.of(node));
        }

        @Override
        public List<EdgeSchema> outputs(EdgeSchema input) {
            return List.of(input);
        }
    }

    /**
     * Makes other columns.
     *
     * @param columns what comes out
     * @param values what is in each
     * @param isHelper whether the planner put it there for its neighbours' sake
     */
    record Project(NodeId node, List<Column> columns, List<Expr> values, boolean isHelper, StageCounts counts)
            implements Stage {

        public Project {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
            if (columns.size() != values.size()) {
                throw new IllegalArgumentException(columns.size() + " columns for " + values.size() + " values");
            }
        }

        /** A projection as it is drawn. */
        public Project(NodeId node, List<Column> columns, List<Expr> values) {
            this(node, columns, values, false, StageCounts.of(node));
        }

        /** A projection that is not drawn. */
        static Project helper(NodeId node, List<Column> columns, List<Expr> values) {
            return new Project(node, columns, values, true, StageCounts.NOTHING);
        }

        /** The same, counting something else. */
        public Project with(StageCounts other) {
            return new Project(node, columns, values, isHelper, other);
        }

        /** The stage that leaves all rows as they are; it counts them. */
        public static Project ofAll(NodeId node, EdgeSchema input) {
            List<Expr> values = new ArrayList<>();
            for (int i = 0; i < input.schema().size(); i++) {
                Column column = input.schema().column(i);
                values.add(new ColumnRef(i, column.name(), column.type()));
            }
            return new Project(node, input.schema().columns(), values);
        }

        @Override
        public List<EdgeSchema> outputs(EdgeSchema input) {
            return List.of(Edges.projected(input, columns, values));
        }
    }

    /**
     * Sends each row to the first branch whose condition is TRUE, or to the last output. Always the last stage.
     *
     * @param branches one condition per output but the last
     */
    record Route(NodeId node, List<Branch> branches) implements Stage {

        public Route {
            branches = List.copyOf(branches);
        }

        @Override
        public StageCounts counts() {
            return new StageCounts(List.of(node), List.of(), List.of(), List.of());
        }

        /**
         * One way.
         *
         * @param id the branch's element id
         */
        public record Branch(String id, Expr condition) {}

        @Override
        public List<EdgeSchema> outputs(EdgeSchema input) {
            return Collections.nCopies(branches.size() + 1, input);
        }
    }
}
