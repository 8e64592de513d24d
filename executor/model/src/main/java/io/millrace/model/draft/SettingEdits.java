package io.millrace.model.draft;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.Settings;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonNull;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Codec;
import io.millrace.model.shape.Reading;
import java.util.List;
import java.util.Optional;

/** Sets settings by key, through their JSON: the closed set of keys and their types stand in {@link Settings} alone. */
final class SettingEdits {

    private static final Codec<Settings> SETTINGS = Codec.of(Settings.class);

    private SettingEdits() {}

    static Applied apply(PipelineDocument document, Edit.SetSetting edit) {
        JsonObject before = (JsonObject) SETTINGS.write(document.settings());
        // A key that is not known must be refused even when it is to be taken away, so null is written out.
        Json value = edit.value().orElse(JsonNull.NULL);
        Reading<Settings> read = SETTINGS.read(before.with(edit.key(), value));
        Settings after = read.value().orElseThrow(() -> refusal(read.problems().getFirst()));
        Optional<Json> old = before.get(edit.key());
        return new Applied(document.withSettings(after), List.of(new Edit.SetSetting(edit.key(), old)));
    }

    private static EditRefused refusal(Problem problem) {
        return new EditRefused(
                problem.at(FieldPath.of("settings").then(problem.fieldPath().orElse(FieldPath.ROOT))));
    }
}
