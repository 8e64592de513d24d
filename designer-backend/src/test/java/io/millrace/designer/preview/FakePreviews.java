package io.millrace.designer.preview;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.preview.DiscoverRequest;
import io.millrace.protocol.preview.Discovery;
import io.millrace.protocol.preview.Discovery.Finding;
import io.millrace.protocol.preview.PreviewFailed;
import io.millrace.protocol.preview.PreviewRequest;
import io.millrace.protocol.preview.PreviewResult;
import io.millrace.protocol.preview.PreviewResult.End;
import io.millrace.protocol.preview.PreviewResult.LeftOut;
import io.millrace.protocol.preview.PreviewResult.PortRows;
import io.millrace.protocol.preview.Previews;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Answers as the preview process would about a source of one row, and about files by the end of their names. */
@Alternative
@Priority(1)
@Singleton
public class FakePreviews implements Previews {

    /** Why there is no answer; empty for one. */
    volatile Optional<PreviewFailed> failure = Optional.empty();

    @Override
    public PreviewResult preview(PreviewRequest request) {
        failure.ifPresent(failed -> {
            throw failed;
        });
        PortRows rows = new PortRows(
                "rows",
                "out",
                List.of(new Column("n", DataType.parse("BIGINT"))),
                Optional.empty(),
                List.of(new TapRows.Row(TapRows.Change.INSERT, JsonArray.of(Json.of("9")))),
                2);
        return new PreviewResult(
                7,
                End.WHOLE,
                Optional.empty(),
                List.of(rows),
                List.of(),
                List.of(new LeftOut("wrong", "It is not finished.")),
                List.of());
    }

    @Override
    public Discovery discover(DiscoverRequest request) {
        if (!request.path().endsWith(".csv")) {
            return new Discovery(
                    Optional.empty(),
                    JsonObject.EMPTY,
                    List.of(),
                    List.of(),
                    false,
                    List.of(new Finding("file.binary", "`" + request.path() + "` is no text.")));
        }
        return new Discovery(
                Optional.of("csv"),
                JsonObject.of("path", Json.of(request.path()), "csv", JsonObject.of("delimiter", Json.of(";"))),
                List.of(
                        new Column("n", DataType.parse("BIGINT NOT NULL")),
                        new Column("name", DataType.parse("STRING"))),
                List.of(JsonArray.of(Json.of("1"), Json.of("a"))).subList(0, Math.min(1, request.rows())),
                true,
                List.of(new Finding("csv.sample", "Row 7 has three fields.")));
    }
}
