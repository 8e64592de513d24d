package io.millrace.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connectors.file.store.LocalFileStore;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.model.catalogue.ConfigField;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.FieldType;
import io.millrace.model.json.JsonObject;
import io.millrace.model.text.JsonText;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.source.SourceRequest;
import io.millrace.spi.testing.SourceHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two node types as a document names them. */
class FileConnectorsTest {

    private static final List<Format> FORMATS = List.of(new JsonFormat(), new CsvFormat());
    private static final Schema SCHEMA =
            Schema.of(new Column("n", ScalarType.INT.notNull()), new Column("at", CharacterType.STRING.nullable()));

    @Test
    void aSourceIsMadeFromItsConfig(@TempDir Path root) throws Exception {
        Files.writeString(root.resolve("x.ndjson"), "{\"n\":1,\"at\":\"2001-01-01 00:00\"}\n");

        SourceHarness harness = source(root, """
                {"path": "x.ndjson", "format": "json",
                 "schema": [{"name": "n", "type": "INT NOT NULL"}, {"name": "at", "type": "STRING"}],
                 "pace": {"column": "at", "advance": "1 d", "per": "1 s"},
                 "disorder": {"column": "at", "within": "1 h", "seed": 3}}
                """);

        assertThat(harness.readAll()).containsExactly(List.of(1, "2001-01-01 00:00"));
    }

    @Test
    void theOptionsOfAFormatStandUnderItsName(@TempDir Path root) throws Exception {
        Files.writeString(root.resolve("x.csv"), "at;n\n2001-01-01;1\n");

        SourceHarness harness = source(root, """
                {"path": "x.csv", "format": "csv", "csv": {"delimiter": ";"},
                 "schema": [{"name": "n", "type": "INT NOT NULL"}, {"name": "at", "type": "STRING"}]}
                """);

        assertThat(harness.readAll()).containsExactly(List.of(1, "2001-01-01"));
    }

    @Test
    void aFormatThatIsNotThereIsNamed(@TempDir Path root) {
        assertThatThrownBy(() -> source(root, """
                        {"path": "x", "format": "xml", "schema": [{"name": "n", "type": "INT NOT NULL"}]}""")).hasMessageContaining("xml").hasMessageContaining("json");
    }

    @Test
    void theFormatIsAChoiceAmongThoseThereAre() {
        for (ConfigSchema config : List.of(
                new FileSourceConnector(FORMATS).descriptor().configSchema(),
                new FileSinkConnector(FORMATS).descriptor().configSchema())) {
            FieldType format = config.field("format").map(ConfigField::type).orElseThrow();

            assertThat(format).isInstanceOfSatisfying(FieldType.Choice.class, choice -> assertThat(choice.options())
                    .extracting(FieldType.Choice.Option::value)
                    .containsExactly("json", "csv"));
            assertThat(config.field("csv").map(ConfigField::isAdvanced)).contains(true);
        }
    }

    private static SourceHarness source(Path root, String config) {
        SourceRequest request = new SourceRequest(
                "read",
                (JsonObject) JsonText.require(config),
                SCHEMA,
                new int[] {0, 1},
                ZoneOffset.UTC,
                new LocalFileStore(root),
                new FormatRegistry(FORMATS));
        return new SourceHarness(new FileSourceConnector(FORMATS).create(request), SCHEMA);
    }
}
