package io.millrace.plan.nodes.sql;

import io.millrace.model.document.FieldPath;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Aggregated;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The aggregates of a SELECT, those that are written alike once. */
final class Calls {

    private final Scope scope;
    private final Steps steps;
    private final Ids ids = new Ids();
    private final List<String> taken = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private boolean isSound = true;

    /**
     * @param scope what names stand for in their arguments
     */
    Calls(Scope scope, Steps steps) {
        this.scope = scope;
        this.steps = steps;
    }

    /**
     * An aggregate.
     *
     * @param id made of what it is and of what, and not of the name the SELECT gives it
     * @param column its name in the groups
     * @param parts where it stands
     */
    record Call(Aggregated aggregated, String id, String column, List<Part> parts) {}

    /** Says that groups have columns of these names already. */
    void take(List<String> names) {
        taken.addAll(names);
    }

    void addAll(List<Aggregated> more) {
        for (Aggregated one : more) {
            Optional<Call> known = calls.stream()
                    .filter(call -> call.aggregated().part().isSame(one.part(), scope::whole))
                    .findFirst();
            if (known.isPresent()) {
                known.get().parts().add(one.part());
                continue;
            }
            String id = ids.fresh(idOf(one));
            String column = Working.free("$" + id, taken);
            taken.add(column);
            calls.add(new Call(one, id, column, new ArrayList<>(List.of(one.part()))));
        }
    }

    private String idOf(Aggregated one) {
        boolean isPlain =
                !one.isDistinct() && one.filter().isEmpty() && one.arguments().size() <= 1;
        Optional<String> column =
                one.arguments().stream().findFirst().flatMap(Part::name).flatMap(scope::inner);
        if (isPlain && one.arguments().isEmpty()) {
            return one.function();
        }
        return isPlain && column.isPresent()
                ? one.function() + "-" + column.get()
                : one.part().text();
    }

    List<Call> all() {
        return List.copyOf(calls);
    }

    boolean areSound() {
        return isSound;
    }

    /** As an aggregate node lists them: at least how many rows there are. */
    JsonArray json(StepConfig config, PartScope names) {
        List<Json> list = new ArrayList<>();
        for (Call call : calls) {
            list.add(json(call, config, names));
        }
        if (list.isEmpty()) {
            list.add(JsonObject.of("id", Json.of("rows"), "name", Json.of("$rows"), "function", Json.of("COUNT")));
        }
        return new JsonArray(list);
    }

    private JsonObject json(Call call, StepConfig config, PartScope names) {
        Aggregated of = call.aggregated();
        FieldPath field = FieldPath.of("aggregates").element(call.id());
        config.place(field, of.part().range());
        JsonObject json = JsonObject.of(
                "id", Json.of(call.id()), "name", Json.of(call.column()), "function", Json.of(of.function()));
        List<Part> arguments = of.arguments();
        for (Part inner : arguments) {
            if (!inner.aggregates().isEmpty() || !inner.overs().isEmpty()) {
                refuse(
                        "An aggregate of aggregates is computed in two steps: one in a query in brackets, one around it",
                        inner);
            }
        }
        boolean takesSeparator = of.function().equals("LISTAGG");
        if (arguments.size() > (takesSeparator ? 2 : 1)) {
            refuse(of.function() + " has one argument", of.part());
        } else if (takesSeparator && arguments.size() == 2) {
            Optional<String> separator = arguments.get(1).writtenText();
            if (separator.isEmpty()) {
                refuse("What stands between the texts of LISTAGG is a text: LISTAGG(name, ', ')", arguments.get(1));
            } else {
                json = json.with("separator", Json.of(separator.get()));
            }
        }
        if (!arguments.isEmpty()) {
            config.formula(field.key("argument"), arguments.getFirst(), names);
            json = json.with("argument", Json.of(arguments.getFirst().text()));
        }
        if (of.isDistinct()) {
            json = json.with("distinct", Json.of(true));
        }
        if (of.filter().isPresent()) {
            config.formula(field.key("filter"), of.filter().get(), names);
            json = json.with("filter", Json.of(of.filter().get().text()));
        }
        return json;
    }

    private void refuse(String message, Part part) {
        steps.error(PlanProblemCodes.FUNCTION_ARGUMENTS, message, part.range());
        isSound = false;
    }
}
