package io.millrace.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.millrace.model.schema.PipelineJsonSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/pipeline.schema.json}, by which editors complete and check documents, follows from the node types. */
class PipelineSchemaTest {

    private static final Path HOME = Path.of(System.getProperty("millrace.home"));
    private static final Path FILE = HOME.resolve("docs/pipeline.schema.json");

    private static final String REMEDY = """
            docs/pipeline.schema.json is not what the node types say. Write it anew and read the difference:
              mvn -pl executor/server -am test -Dtest=PipelineSchemaTest -Dsurefire.failIfNoSpecifiedTests=false \
            -Dtest.arguments=-Dgolden.write=true
            """;

    private static String schema() {
        return PipelineJsonSchema.text(
                Installation.standard(new PrintWriter(Writer.nullWriter())).catalogue());
    }

    @Test
    void theSchemaInDocsIsTheOneOfTheNodeTypes() throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(FILE, schema());
        }
        assertThat(FILE).as(REMEDY).exists();
        // Not isEqualTo: the remedy would stand behind two long texts.
        assertThat(Files.readString(FILE).equals(schema())).as(REMEDY).isTrue();
    }

    @Test
    void theDemosAreValid() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("deploy/demo"))) {
            List<Path> documents =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(documents).isNotEmpty();
            for (Path document : documents) {
                assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                                .getSchema(schema())
                                .validate(Files.readString(document), InputFormat.YAML))
                        .as(document.toString())
                        .isEmpty();
            }
        }
    }
}
