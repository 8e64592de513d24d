package io.millrace.plan.compare;

import io.millrace.model.type.DataType;
import io.millrace.model.type.Widening;
import io.millrace.plan.compare.KeptState.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What becomes of a state that both plans have.
 *
 * @param lost whether something of it is given up that the new plan does not ask for, or means something else from now on
 */
record StateVerdict(Fate fate, String reason, boolean lost) {

    private static final StateVerdict KEPT = new StateVerdict(Fate.KEEP, "Nothing it depends on has changed", false);

    /**
     * Compares what both plans declare.
     *
     * @param names what people call an element by its id
     */
    static StateVerdict of(KeptState old, KeptState now, UnaryOperator<String> names) {
        if (old.shape().isEmpty()) {
            return rebuild("It was deployed by an older release, which did not say what the state holds");
        }
        if (!old.shape().equals(now.shape())) {
            return rebuild("It was kept for " + old.shape() + " and is now for " + now.shape());
        }
        if (now.isOpaque()) {
            return old.key().equals(now.key()) && old.value().equals(now.value())
                    ? KEPT
                    : rebuild("It holds whole rows, and their columns have changed");
        }
        return new Parts(old, now, quoted(names)).verdict();
    }

    private static UnaryOperator<String> quoted(UnaryOperator<String> names) {
        // What a join keeps beside the columns of its rows has no name that anybody gave.
        return id -> id.equals("$alone") ? "record of rows without a match" : "`" + names.apply(id) + "`";
    }

    private static StateVerdict rebuild(String reason) {
        return new StateVerdict(Fate.REBUILD, reason, true);
    }

    /** The pieces of a state whose rows both plans can tell apart into columns. */
    private static final class Parts {

        private final KeptState old;
        private final KeptState now;
        private final UnaryOperator<String> names;

        /** What goes on in another type, as {@code `total` as BIGINT}. */
        private final List<String> widened = new ArrayList<>();

        /** What goes on as something else, as {@code `total` of `price` so far, of `fee` from now on}. */
        private final List<String> mixed = new ArrayList<>();

        Parts(KeptState old, KeptState now, UnaryOperator<String> names) {
            this.old = old;
            this.now = now;
            this.names = names;
        }

        StateVerdict verdict() {
            return otherKey().or(this::otherValue).map(StateVerdict::rebuild).orElseGet(this::goesOn);
        }

        /** Why the keys are others. */
        private Optional<String> otherKey() {
            if (!ids(old.key()).equals(ids(now.key()))) {
                return Optional.of("Its key was " + list(old.key()) + " and is now " + list(now.key()));
            }
            for (int i = 0; i < old.key().size(); i++) {
                if (!goesOn(old.key().get(i), now.key().get(i))) {
                    return Optional.of(
                            "Its key " + was(old.key().get(i), now.key().get(i)));
                }
            }
            return Optional.empty();
        }

        /** Why the rows that have passed do not tell what is asked for now. */
        private Optional<String> otherValue() {
            Map<String, Part> before = byId(old.value());
            for (Part to : now.value()) {
                Part from = before.get(to.id());
                if (from == null) {
                    return Optional.of("It has no %s (%s) of the rows that have passed"
                            .formatted(names.apply(to.id()), to.content()));
                }
                if (!goesOn(from, to)) {
                    return Optional.of("Its " + was(from, to));
                }
            }
            return Optional.empty();
        }

        private StateVerdict goesOn() {
            List<String> ids = ids(now.value());
            List<Part> left = old.value().stream()
                    .filter(part -> !ids.contains(part.id()))
                    .toList();
            List<String> how = new ArrayList<>(mixed);
            if (!widened.isEmpty()) {
                how.add("with " + String.join(", ", widened));
            }
            if (!left.isEmpty()) {
                how.add("without " + list(left));
            }
            if (how.isEmpty() && ids.equals(ids(old.value()))) {
                return KEPT;
            }
            String in = how.isEmpty() ? "in another form" : String.join(" and ", how);
            return new StateVerdict(Fate.CONVERT, "It goes on " + in, !left.isEmpty() || !mixed.isEmpty());
        }

        /** Whether a piece can become the other one. */
        private boolean goesOn(Part from, Part to) {
            if (!from.of().isEmpty() && !to.of().isEmpty() && !from.of().equals(to.of())) {
                mixed.add("with %s of `%s` so far, of `%s` from now on"
                        .formatted(names.apply(to.id()), from.of(), to.of()));
            }
            if (from.content().equals(to.content())) {
                return true;
            }
            widened.add(names.apply(to.id()) + " as " + to.content());
            return widens(from, to);
        }

        private String was(Part from, Part to) {
            return "%s was %s and is now %s".formatted(names.apply(to.id()), from.content(), to.content());
        }

        private String list(List<Part> parts) {
            return parts.isEmpty()
                    ? "none"
                    : parts.stream().map(part -> names.apply(part.id())).collect(Collectors.joining(", "));
        }
    }

    private static Map<String, Part> byId(List<Part> parts) {
        return parts.stream().collect(Collectors.toMap(Part::id, part -> part, (one, _) -> one));
    }

    private static boolean widens(Part from, Part to) {
        try {
            return Widening.isPossible(DataType.parse(from.content()), DataType.parse(to.content()));
        } catch (IllegalArgumentException e) {
            // A function of a type: what it accumulates is another thing for each type.
            return false;
        }
    }

    private static List<String> ids(List<Part> parts) {
        return parts.stream().map(Part::id).toList();
    }
}
