package io.millrace.model.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.draft.EditResult.Refused;
import io.millrace.model.edit.Edit;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Codec;
import io.millrace.model.shape.Shape;
import io.millrace.model.shape.Shapes;
import io.millrace.model.text.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the cases of {@code src/test/resources/edits}; its README says what they are. */
class EditCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/edits");
    private static final Codec<Edit> EDITS = Codec.of(Edit.class);

    @ParameterizedTest
    @MethodSource("cases")
    void anEditDoesWhatItsCaseSays(String name) {
        JsonObject json = read(name);
        PipelineDocument before =
                DocumentReader.load(json.get("before").orElseThrow()).require();
        List<Edit> edits = edits(json);
        EditResult result = Drafts.apply(before, edits);
        json.get("after").ifPresent(after -> {
            Applied applied = result.require();
            assertThat(applied.document()).isEqualTo(DocumentReader.load(after).require());
            assertThat(DocumentWriter.json(applied.document())).isEqualTo(after);
            assertThat(Drafts.apply(applied.document(), applied.undo())
                            .require()
                            .document())
                    .isEqualTo(before);
        });
        json.get("problem").ifPresent(expected -> {
            assertThat(result).isInstanceOf(Refused.class);
            assertThat(described((Refused) result)).isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theEditsOfACaseAreReadBackFromTheirJson(String name) {
        edits(read(name))
                .forEach(edit ->
                        assertThat(EDITS.read(EDITS.write(edit)).require()).isEqualTo(edit));
    }

    @Test
    void everyCommandHasACaseThatAppliesIt() {
        Set<String> applied = cases().map(EditCorpusTest::read)
                .filter(json -> json.get("after").isPresent())
                .flatMap(json -> ((JsonArray) json.get("edits").orElseThrow()).elements().stream())
                .map(edit -> ((JsonObject) edit).text("edit").orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(applied).containsExactlyInAnyOrderElementsOf(((Shape.OneOf) Shapes.of(Edit.class)).names());
    }

    @Test
    void whatIsNoEditIsNamed() {
        assertThat(EDITS.read(JsonText.require("{\"edit\":\"renamNode\",\"node\":\"a\"}"))
                        .problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .endsWith("did you mean `renameNode`?");
        assertThat(EDITS.read(JsonText.require("{\"edit\":\"setConfig\",\"node\":\"a\",\"path\":\"a[\",\"value\":1}"))
                        .problems())
                .singleElement()
                .hasToString("error value.invalid at path: `a[` is not a path of fields (see character 2); "
                        + "write one like `columns[2].expression` or `aggregates[total].argument`");
    }

    private static List<Edit> edits(JsonObject json) {
        return ((JsonArray) json.get("edits").orElseThrow())
                .elements().stream().map(edit -> EDITS.read(edit).require()).toList();
    }

    private static Json described(Refused refused) {
        Problem problem = refused.problem();
        JsonObject described = JsonObject.of("code", Json.of(problem.code().value()), "edit", Json.of(refused.index()));
        described = problem.nodeId()
                .map(NodeId::value)
                .map(Json::of)
                .map(described(described, "nodeId"))
                .orElse(described);
        return problem.fieldPath()
                .map(FieldPath::toString)
                .map(Json::of)
                .map(described(described, "fieldPath"))
                .orElse(described);
    }

    private static Function<Json, JsonObject> described(JsonObject object, String key) {
        return value -> object.with(key, value);
    }

    private static JsonObject read(String name) {
        try {
            return (JsonObject) JsonText.require(Files.readString(CORPUS.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> cases() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
