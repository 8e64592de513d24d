package io.millrace.model.draft;

import io.millrace.model.document.PipelineDocument;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.draft.EditResult.Refused;
import io.millrace.model.edit.Edit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Applies edits to documents. */
public final class Drafts {

    private Drafts() {}

    /** Applies one edit. */
    public static EditResult apply(PipelineDocument document, Edit edit) {
        return apply(document, List.of(edit));
    }

    /** Applies edits one after the other; all of them or, when one is refused, none. */
    public static EditResult apply(PipelineDocument document, List<Edit> edits) {
        PipelineDocument current = document;
        List<List<Edit>> undos = new ArrayList<>();
        for (int i = 0; i < edits.size(); i++) {
            try {
                Applied applied = one(current, edits.get(i));
                current = applied.document();
                undos.add(applied.undo());
            } catch (EditRefused e) {
                return new Refused(i, e.problem());
            }
        }
        Collections.reverse(undos);
        return new Applied(current, undos.stream().flatMap(List::stream).toList());
    }

    private static Applied one(PipelineDocument document, Edit edit) {
        return switch (edit) {
            case Edit.SetName(String name) ->
                new Applied(document.withName(name), List.of(new Edit.SetName(document.name())));
            case Edit.SetDescription(String description) ->
                new Applied(
                        document.withDescription(description),
                        List.of(new Edit.SetDescription(document.description())));
            case Edit.SetSetting setSetting -> SettingEdits.apply(document, setSetting);
            case Edit.ParameterEdit parameterEdit -> ParameterEdits.apply(document, parameterEdit);
            case Edit.NodeEdit nodeEdit -> NodeEdits.apply(document, nodeEdit);
            case Edit.ConfigEdit configEdit -> ConfigEdits.apply(document, configEdit);
            case Edit.EdgeEdit edgeEdit -> EdgeEdits.apply(document, edgeEdit);
            case Edit.NoteEdit noteEdit -> NoteEdits.apply(document, noteEdit);
            case Edit.GroupEdit groupEdit -> GroupEdits.apply(document, groupEdit);
            case Edit.MoveNodes moveNodes -> PositionEdits.apply(document, moveNodes);
            case Edit.ClearPositions clearPositions -> PositionEdits.apply(document, clearPositions);
        };
    }
}
