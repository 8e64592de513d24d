package io.millrace.designer.files;

import io.millrace.designer.web.Refused;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.protocol.preview.Discovery;
import io.millrace.protocol.preview.Discovery.Finding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is in a file, as far as its beginning shows.
 *
 * @param format as a {@code file-source} takes it
 * @param options of the format, to stand under its name in the source's config; an empty object for none
 * @param rows the first ones, values by column; BIGINT, DECIMAL and times as text
 * @param truncated whether the file holds more rows
 * @param problems what a person should know
 */
record PeekView(
        String format,
        Json options,
        FileSchema schema,
        List<Json> rows,
        boolean truncated,
        List<FileProblem> problems) {

    /** The columns, with the narrowest types that all values seen have. */
    record FileSchema(List<FileColumn> columns) {}

    /** A column: its SQL type without nullability, which stands beside it. */
    record FileColumn(String name, String type, boolean nullable) {}

    /** Something about the file. */
    record FileProblem(String code, String message) {}

    /**
     * As it was discovered.
     *
     * @throws Refused with 422 and the reasons if no source can read it
     */
    static PeekView of(FilePath path, Discovery found) {
        if (found.format().isEmpty() || found.columns().isEmpty()) {
            throw Refused.problems("file.unreadable", words(path, found.problems()), List.of());
        }
        String format = found.format().get();
        Json options = found.config().get(format).orElse(JsonObject.EMPTY);
        return new PeekView(
                format,
                options,
                new FileSchema(found.columns().stream().map(PeekView::column).toList()),
                found.rows().stream().<Json>map(row -> row).toList(),
                found.truncated(),
                found.problems().stream()
                        .map(problem -> new FileProblem(problem.code(), problem.message()))
                        .toList());
    }

    private static FileColumn column(Column column) {
        return new FileColumn(
                column.name(), column.type().type().toString(), column.type().isNullable());
    }

    private static String words(FilePath path, List<Finding> problems) {
        return problems.isEmpty()
                ? "There are no rows in %s that a source could read".formatted(path)
                : problems.stream().map(Finding::message).collect(Collectors.joining(" "));
    }
}
