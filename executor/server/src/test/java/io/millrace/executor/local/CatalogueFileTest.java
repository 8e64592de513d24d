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
import org.junit.jupiter.api.Test;

/** The catalogue that the designer's tests draw palette and forms from is the one the executors report. */
class CatalogueFileTest {

    private static final Path FILE =
            Path.of(System.getProperty("millrace.home")).resolve("designer-ui/src/testing/catalogue.json");

    private static final String REMEDY = """
            designer-ui/src/testing/catalogue.json is not what the node types say. Write it anew and read the difference:
              mvn -pl executor/server -am test -Dtest=CatalogueFileTest -Dsurefire.failIfNoSpecifiedTests=false \
            -Dtest.arguments=-Dgolden.write=true
            """;

    @Test
    void theDesignersTestsUseTheCatalogueOfTheNodeTypes() throws IOException {
        Catalogue catalogue =
                Installation.standard(new PrintWriter(Writer.nullWriter())).catalogue();
        String text = CanonicalJson.pretty(Codec.of(Catalogue.class).write(catalogue));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(FILE, text);
        }
        assertThat(FILE).as(REMEDY).exists();
        // Not isEqualTo: the remedy would stand behind two long texts.
        assertThat(Files.readString(FILE).equals(text)).as(REMEDY).isTrue();
    }
}
