package io.millrace.launcher.data;

import io.millrace.launcher.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * What wrote a data directory, or what this build would write.
 *
 * @param product as in {@code ./millrace version}; for people
 * @param layout of the data directory, counted by {@link #LAYOUT}
 * @param schema the highest database migration
 * @param postgres PostgreSQL's major version, whose files no other major version reads
 */
public record Stamp(String product, int layout, int schema, int postgres) {

    /** Raised when a folder of the data directory changes its meaning. */
    public static final int LAYOUT = 1;

    /** What is to be done with data of an earlier or the same build. */
    public enum Pending {
        /** Nothing. */
        NONE,
        /** The control plane will migrate the database when it starts. */
        MIGRATION
    }

    /** The stamp of a directory; empty where nothing was started yet. */
    public static Optional<Stamp> of(DataDirectory data) {
        if (!Files.exists(data.version())) {
            if (Files.exists(data.postgres())) {
                throw broken(data, "it is missing, though there is a database");
            }
            return Optional.empty();
        }
        try {
            Map<String, String> values = PropertiesFile.read(data.version());
            return Optional.of(new Stamp(
                    values.getOrDefault("product", "unknown"),
                    Integer.parseInt(values.getOrDefault("layout", "")),
                    Integer.parseInt(values.getOrDefault("schema", "")),
                    Integer.parseInt(values.getOrDefault("postgres", ""))));
        } catch (IOException | NumberFormatException e) {
            throw broken(data, "it cannot be read (" + e.getMessage() + ")");
        }
    }

    private static Refusal broken(DataDirectory data, String what) {
        return new Refusal(
                "the version file " + data.version() + " is broken: " + what + ". Nothing was changed.",
                "Bring it back from a back-up (./millrace restore FILE --data NEW-DIR), or name another data directory: --data DIR.");
    }

    /** Writes it. */
    public void writeTo(DataDirectory data) throws IOException {
        PropertiesFile.write(
                data.version(),
                "What wrote this data. Millrace refuses data of a newer version.",
                Map.of(
                        "product", product,
                        "layout", Integer.toString(layout),
                        "schema", Integer.toString(schema),
                        "postgres", Integer.toString(postgres)));
    }

    /**
     * Decides what this build, {@code this}, may do with data written by {@code found}.
     *
     * @throws Refusal when the data is newer, or of another major version of PostgreSQL
     */
    public Pending compareWith(Stamp found, DataDirectory data) {
        if (found.layout > layout || found.schema > schema) {
            throw new Refusal(
                    "the data in %s was written by Millrace %s (schema %d, layout %d); this is Millrace %s (schema %d, layout %d), which is older. Nothing was changed."
                            .formatted(data, found.product, found.schema, found.layout, product, schema, layout),
                    "Start it with Millrace " + found.product + " or newer, name another data directory (--data DIR),",
                    "or go back to a copy from before: ./millrace help restore.");
        }
        if (found.postgres != postgres) {
            throw new Refusal(
                    "the database in %s was made by PostgreSQL %d; this Millrace %s brings PostgreSQL %d. Nothing was changed."
                            .formatted(data.postgres(), found.postgres, product, postgres),
                    "Start it with Millrace " + found.product + ", or name another data directory: --data DIR.");
        }
        return found.schema < schema ? Pending.MIGRATION : Pending.NONE;
    }
}
