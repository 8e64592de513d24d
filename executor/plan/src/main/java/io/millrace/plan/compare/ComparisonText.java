package io.millrace.plan.compare;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.util.Locale;

/** A comparison for people, and for programs. */
public final class ComparisonText {

    private ComparisonText() {}

    /** Lines of what becomes of each state, and what has to be consented to. */
    public static String text(Comparison comparison) {
        if (comparison.changes().isEmpty()) {
            return "Neither keeps any state.\n";
        }
        int label = width(comparison, true);
        int role = width(comparison, false);
        StringBuilder text = new StringBuilder();
        for (StateChange change : comparison.changes()) {
            text.append(("%-8s %-" + label + "s  %-" + role + "s  %s%s%n")
                    .formatted(
                            name(change.fate()),
                            change.label(),
                            change.role(),
                            change.reason(),
                            change.needsConsent() ? " (needs consent)" : ""));
        }
        String lost = String.join(", ", comparison.needsConsent());
        text.append(
                lost.isEmpty()
                        ? "Nothing is lost.%n".formatted()
                        : "Deploying this has to be consented to for: %s%n".formatted(lost));
        return text.toString();
    }

    private static int width(Comparison comparison, boolean ofLabels) {
        return comparison.changes().stream()
                .mapToInt(change -> (ofLabels ? change.label() : change.role()).length())
                .max()
                .orElse(1);
    }

    /** The same as JSON. */
    public static JsonObject json(Comparison comparison) {
        return JsonObject.of(
                "states",
                new JsonArray(
                        comparison.changes().stream().map(ComparisonText::json).toList()),
                "needsConsent",
                new JsonArray(comparison.needsConsent().stream()
                        .map(node -> (Json) Json.of(node))
                        .toList()));
    }

    private static Json json(StateChange change) {
        return JsonObject.of("node", Json.of(change.node().value()), "label", Json.of(change.label()))
                .with("state", Json.of(change.role()))
                .with("fate", Json.of(name(change.fate())))
                .with("reason", Json.of(change.reason()))
                .with("needsConsent", Json.of(change.needsConsent()));
    }

    private static String name(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT);
    }
}
