package io.millrace.plan.compare;

import io.millrace.model.type.DataType;
import io.millrace.model.type.Widening;
import io.millrace.plan.compare.KeptState.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What becomes of a state that both plans have.
 *
 * @param lost whether something of it is given up that the new plan does not ask for
 */
record StateVerdict(Fate fate, String reason, boolean lost) {

    static StateVerdict of(KeptState old, KeptState now) {
        if (old.shape().isEmpty()) {
            return rebuild("It was deployed by an older release, which did not say what the state holds");
        }
        if (!old.shape().equals(now.shape())) {
            return rebuild("It was kept for " + old.shape() + " and is now for " + now.shape());
        }
        if (now.isOpaque()) {
            return old.key().equals(now.key()) && old.value().equals(now.value())
                    ? new StateVerdict(Fate.KEEP, "Nothing it depends on has changed", false)
                    : rebuild("It holds whole rows, and their columns have changed");
        }
        List<String> changes = new ArrayList<>();
        String otherKey = compareKeys(old, now, changes);
        if (!otherKey.isEmpty()) {
            return rebuild(otherKey);
        }
        return compareValues(old, now, changes);
    }

    private static StateVerdict rebuild(String reason) {
        return new StateVerdict(Fate.REBUILD, reason, true);
    }

    /** Why the keys are others; empty when they are not. */
    private static String compareKeys(KeptState old, KeptState now, List<String> changes) {
        if (!ids(old.key()).equals(ids(now.key()))) {
            return "Its key was " + names(old.key()) + " and is now " + names(now.key());
        }
        for (int i = 0; i < old.key().size(); i++) {
            Part from = old.key().get(i);
            Part to = now.key().get(i);
            if (!from.equals(to)) {
                if (!widens(from, to)) {
                    return "Its key " + from.id() + " was " + from.content() + " and is now " + to.content();
                }
                changes.add(from.id() + " becomes " + to.content());
            }
        }
        return "";
    }

    private static StateVerdict compareValues(KeptState old, KeptState now, List<String> changes) {
        Map<String, Part> before = new HashMap<>();
        old.value().forEach(part -> before.put(part.id(), part));
        for (Part to : now.value()) {
            Part from = before.remove(to.id());
            if (from == null) {
                return rebuild("It has no " + to.id() + " (" + to.content() + ") of the rows that have passed");
            }
            if (!from.equals(to)) {
                if (!widens(from, to)) {
                    return rebuild(to.id() + " was " + from.content() + " and is now " + to.content());
                }
                changes.add(to.id() + " becomes " + to.content());
            }
        }
        if (!before.isEmpty()) {
            changes.add("without " + before.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        if (!changes.isEmpty()) {
            return new StateVerdict(Fate.CONVERT, String.join(", ", changes), !before.isEmpty());
        }
        return old.value().equals(now.value())
                ? new StateVerdict(Fate.KEEP, "Nothing it depends on has changed", false)
                : new StateVerdict(Fate.CONVERT, "The same in another order", false);
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

    private static String names(List<Part> parts) {
        return parts.isEmpty() ? "none" : String.join(", ", ids(parts));
    }
}
