package io.millrace.designer.deployments.view;

import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.StateChange;
import java.util.List;

/**
 * What becomes of state when a revision goes on from a deployment.
 *
 * @param states state by state
 * @param needsConsent ids of the nodes of which something would be lost or change for good
 */
public record ComparisonView(List<StateFate> states, List<String> needsConsent) {

    /**
     * What becomes of one state.
     *
     * @param label what people call the node
     * @param state what it is for in the node, such as {@code accumulators} or {@code positions}
     * @param reason why, as a sentence
     * @param needsConsent whether something of it would be lost or change for good
     */
    public record StateFate(String node, String label, String state, Fate fate, String reason, boolean needsConsent) {}

    /** What becomes of it. */
    public enum Fate {
        /** It goes on as it is. */
        KEEP("keep"),
        /** It goes on in another form. */
        CONVERT("convert"),
        /** The node begins without it. */
        REBUILD("rebuild"),
        /** It is not needed any more. */
        DROP("drop");

        private final String text;

        Fate(String text) {
            this.text = text;
        }

        /** As it stands in JSON. */
        @JsonValue
        public String text() {
            return text;
        }
    }

    /** As it was compared. */
    public static ComparisonView of(Comparison comparison) {
        return new ComparisonView(
                comparison.changes().stream().map(ComparisonView::of).toList(), List.copyOf(comparison.needsConsent()));
    }

    private static StateFate of(StateChange change) {
        Fate fate =
                switch (change.fate()) {
                    case KEEP -> Fate.KEEP;
                    case CONVERT -> Fate.CONVERT;
                    case REBUILD -> Fate.REBUILD;
                    case DROP -> Fate.DROP;
                };
        return new StateFate(
                change.node().value(), change.label(), change.role(), fate, change.reason(), change.needsConsent());
    }
}
