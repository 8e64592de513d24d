package io.millrace.plan.compare;

import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.json.JsonObject;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Transfer;
import io.millrace.protocol.job.Transfer.StateName;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What the state that one plan has gathered means to another one: what a deployment of the new plan goes on with when it
 * starts from a checkpoint of the old one.
 *
 * @param from the old plan
 * @param changes state by state: those of the new plan in its order, then those that only the old one has
 * @param origins by operator of the new plan, the operator of the old one in whose place it goes on
 */
public record Comparison(PlanIdentity from, List<StateChange> changes, Map<Integer, Integer> origins) {

    /** Of a source's config, what says how its bytes are read and not which. */
    private static final String SCHEMA = "schema";

    /** Of a sink's config, what names its place. */
    private static final String PATH = "path";

    public Comparison {
        changes = List.copyOf(changes);
        origins = Map.copyOf(origins);
    }

    /** A revision and what executors run of it. */
    public record Planned(PipelineDocument document, OperatorPlan plan) {}

    /** Compares. */
    public static Comparison of(Planned old, Planned now) {
        return new Comparing(old, now).run();
    }

    /** The nodes whose state is given up in whole or in part; nobody deploys without naming them. */
    public SortedSet<String> needsConsent() {
        return changes.stream()
                .filter(StateChange::needsConsent)
                .map(change -> change.node().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What executors are told. */
    public Transfer transfer(DeploymentId of) {
        TreeSet<StateName> taken = new TreeSet<>();
        for (StateChange change : changes) {
            boolean goesOn = change.fate() == Fate.KEEP || change.fate() == Fate.CONVERT;
            if (goesOn && !change.role().equals(StateChange.POSITIONS)) {
                taken.add(new StateName(change.node().value(), change.role()));
            }
        }
        return new Transfer(of, from, new TreeMap<>(origins), taken);
    }

    /** One comparison. */
    private static final class Comparing {

        private final Planned old;
        private final Planned now;
        private final Map<List<String>, KeptState> before;
        private final List<StateChange> changes = new ArrayList<>();
        private final Map<Integer, Integer> origins = new HashMap<>();

        Comparing(Planned old, Planned now) {
            this.old = old;
            this.now = now;
            before = KeptState.of(old.plan());
        }

        Comparison run() {
            KeptState.of(now.plan()).forEach((name, state) -> {
                KeptState earlier = before.remove(name);
                if (earlier != null) {
                    origins.put(state.operator().id(), earlier.operator().id());
                    add(state, StateVerdict.of(earlier, state, names(state.owner())));
                }
            });
            for (PhysicalOperator operator : now.plan().operators()) {
                if (operator.type().equals("source")) {
                    compareSource(operator);
                } else if (operator.config().get("state").isEmpty()) {
                    old.plan().operators().stream()
                            .filter(earlier -> isSame(earlier, operator))
                            .findFirst()
                            .ifPresent(earlier -> origins.put(operator.id(), earlier.id()));
                }
            }
            before.values().forEach(this::drop);
            for (PhysicalOperator earlier : old.plan().operators()) {
                boolean isGone = earlier.type().equals("source")
                        && source(now.plan(), earlier.nodeId()).isEmpty();
                if (isGone) {
                    add(
                            old,
                            earlier.nodeId(),
                            StateChange.POSITIONS,
                            Fate.DROP,
                            "The source is gone, and with it how far it was read",
                            true);
                }
            }
            return new Comparison(PlanIdentity.of(old.plan()), changes, origins);
        }

        /** An element that is gone has the name it had. */
        private UnaryOperator<String> names(String nodeId) {
            Map<String, String> known = new HashMap<>();
            node(old, nodeId).ifPresent(node -> known.putAll(ElementNames.in(node)));
            node(now, nodeId).ifPresent(node -> known.putAll(ElementNames.in(node)));
            return id -> known.getOrDefault(id, id);
        }

        private static boolean isSame(PhysicalOperator earlier, PhysicalOperator operator) {
            return earlier.type().equals(operator.type())
                    && earlier.config().get("state").isEmpty()
                    && earlier.nodeIds().equals(operator.nodeIds())
                    && (!operator.type().equals("sink") || place(earlier).equals(place(operator)));
        }

        /** Where a sink writes: in another place it begins a result of its own and does not go on in one that is not there. */
        private static List<Object> place(PhysicalOperator sink) {
            return List.of(
                    sink.settings().string("connector"),
                    sink.settings().object("config").json().get(PATH));
        }

        private void add(KeptState state, StateVerdict verdict) {
            add(now, state.owner(), state.role(), verdict.fate(), verdict.reason(), verdict.lost());
        }

        private void drop(KeptState state) {
            boolean isThere = node(now, state.owner()).isPresent();
            add(
                    old,
                    state.owner(),
                    state.role(),
                    Fate.DROP,
                    isThere ? "The node keeps no such state any more" : "The node is gone",
                    true);
        }

        private void compareSource(PhysicalOperator operator) {
            Optional<PhysicalOperator> earlier = source(old.plan(), operator.nodeId());
            if (earlier.isEmpty()) {
                return;
            }
            Optional<String> otherwise = otherInput(operator.nodeId());
            if (otherwise.isPresent()) {
                add(
                        now,
                        operator.nodeId(),
                        StateChange.POSITIONS,
                        Fate.REBUILD,
                        "It reads something else and begins at its beginning: " + otherwise.get() + " has changed",
                        true);
                return;
            }
            origins.put(operator.id(), earlier.get().id());
            add(now, operator.nodeId(), StateChange.POSITIONS, Fate.KEEP, "It is read on from where it was", false);
        }

        /** The setting by which a source reads something else than before. */
        private Optional<String> otherInput(String nodeId) {
            Optional<Node> there = node(old, nodeId);
            Optional<Node> here = node(now, nodeId);
            if (there.isEmpty() || here.isEmpty()) {
                return Optional.of("the node");
            }
            if (!there.get().type().equals(here.get().type())) {
                return Optional.of("its type");
            }
            JsonObject one = there.get().config();
            JsonObject other = here.get().config();
            TreeSet<String> keys = new TreeSet<>(one.members().keySet());
            keys.addAll(other.members().keySet());
            keys.remove(SCHEMA);
            return keys.stream()
                    .filter(key -> !one.get(key).equals(other.get(key)))
                    .findFirst()
                    .map(key -> "`" + key + "`");
        }

        private void add(Planned side, String nodeId, String role, Fate fate, String reason, boolean needsConsent) {
            String label = node(side, nodeId).map(Node::label).orElse(nodeId);
            changes.add(new StateChange(new NodeId(nodeId), label, role, fate, reason, needsConsent));
        }

        private static Optional<PhysicalOperator> source(OperatorPlan plan, String nodeId) {
            return plan.operators().stream()
                    .filter(operator -> operator.type().equals("source")
                            && operator.nodeId().equals(nodeId))
                    .findFirst();
        }

        private static Optional<Node> node(Planned side, String id) {
            return side.document().nodes().stream()
                    .filter(node -> node.id().value().equals(id))
                    .findFirst();
        }
    }
}
