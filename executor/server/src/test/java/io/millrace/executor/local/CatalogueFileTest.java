package io.millrace.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.shape.Codec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue that the designer starts with, and draws palette and forms from in its tests, is what executors report. */
class CatalogueFileTest {

    private static final String REMEDY = """
            A catalogue of the designer is not what the node types say. Write it anew and read the difference:
              mvn -pl executor/server -am test -Dtest=CatalogueFileTest -Dsurefire.failIfNoSpecifiedTests=false \
            -Dtest.arguments=-Dgolden.write=true
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "designer-backend/src/main/resources/io/millrace/designer/catalogue/catalogue.json",
                "designer-ui/src/testing/catalogue.json"
            })
    void theDesignerHasTheCatalogueOfTheNodeTypes(String name) throws IOException {
        Path file = Path.of(System.getProperty("millrace.home")).resolve(name);
        Catalogue catalogue =
                Installation.standard(new PrintWriter(Writer.nullWriter())).catalogue();
        String text = CanonicalJson.pretty(Codec.of(Catalogue.class).write(catalogue));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, text);
        }
        assertThat(file).as(REMEDY).exists();
        // Not isEqualTo: the remedy would stand behind two long texts.
        assertThat(Files.readString(file).equals(text)).as(REMEDY).isTrue();
    }
}
