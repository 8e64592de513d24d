package io.millrace.model.draft;

import io.millrace.model.document.Parameter;
import io.millrace.model.document.ParameterName;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import java.util.List;
import java.util.Optional;

/** Changes the list of parameters. */
final class ParameterEdits {

    private ParameterEdits() {}

    static Applied apply(PipelineDocument document, Edit.ParameterEdit edit) {
        Listing<Parameter> parameters = new Listing<>("The parameter", document.parameters(), Parameter::name);
        return switch (edit) {
            case Edit.AddParameter(Parameter parameter, Optional<Integer> index) ->
                new Applied(
                        document.withParameters(parameters.added(parameter, index)),
                        List.of(new Edit.RemoveParameter(parameter.name())));
            case Edit.SetParameter(ParameterName name, Parameter value) -> {
                Parameter old = parameters.get(name);
                if (!value.name().equals(name)) {
                    parameters.requireFree(value.name());
                }
                yield new Applied(
                        document.withParameters(parameters.replaced(name, value)),
                        List.of(new Edit.SetParameter(value.name(), old)));
            }
            case Edit.RemoveParameter(ParameterName name) ->
                new Applied(
                        document.withParameters(parameters.removed(name)),
                        List.of(new Edit.AddParameter(parameters.get(name), Optional.of(parameters.require(name)))));
            case Edit.ReorderParameter(ParameterName name, int index) ->
                new Applied(
                        document.withParameters(parameters.moved(name, index)),
                        List.of(new Edit.ReorderParameter(name, parameters.require(name))));
        };
    }
}
