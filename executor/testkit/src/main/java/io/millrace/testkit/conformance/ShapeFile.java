package io.millrace.testkit.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads shapes from a file of lines {@code function : template}; blank lines and lines with {@code #} are for readers. */
public final class ShapeFile {

    private ShapeFile() {}

    /**
     * The shapes of a resource of the class path.
     *
     * @throws IllegalArgumentException naming the line that is not as described
     */
    public static List<Shape> read(String resource) {
        try (InputStream stream = Objects.requireNonNull(
                ShapeFile.class.getResourceAsStream(resource), () -> "There is no " + resource)) {
            return parse(new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Shape> parse(String text) {
        List<Shape> shapes = new ArrayList<>();
        text.lines().map(String::strip).forEach(line -> {
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split(" +: +", 2);
                if (parts.length < 2) {
                    throw new IllegalArgumentException("'" + line + "' is not 'function : template'");
                }
                shapes.add(new Shape(parts[0], parts[1]));
            }
        });
        return shapes;
    }
}
