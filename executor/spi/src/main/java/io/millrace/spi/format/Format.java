package io.millrace.spi.format;

import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import java.time.ZoneId;
import java.util.Optional;

/** A way to write rows as bytes. One instance per process, registered in the executor. */
public interface Format {

    /** As it stands in a config: {@code json}, {@code csv}. */
    String name();

    /** How files of it end: {@code ndjson}. */
    default String fileExtension() {
        return name();
    }

    /** What it is, in one sentence for a person choosing a format. */
    default String summary() {
        return "";
    }

    /**
     * What can be set about it. A node that reads or writes files holds these as an object under the format's name, next
     * to {@code format: name}.
     */
    default ConfigSchema options() {
        return ConfigSchema.EMPTY;
    }

    /** Whether a reader may begin in mid-file, at the next record separator. */
    boolean isSplittable(JsonObject options);

    /**
     * Guesses from its beginning how a file is written and what is in it; empty when it is not of this format. May take as
     * long as reading the sample a few times.
     */
    default Optional<Inference> infer(Sample sample) {
        return Optional.empty();
    }

    /** Turns bytes into columns. */
    RowDecoder decoder(Request request);

    /** Turns columns into bytes. */
    RowEncoder encoder(Request request);

    /**
     * What a decoder or encoder is made from.
     *
     * @param options what is set about the format, as {@link Format#options} describes it
     * @param schema all columns of a record
     * @param projection the columns wanted, as positions in {@code schema}, rising
     * @param timeZone the pipeline's time zone
     */
    record Request(JsonObject options, Schema schema, int[] projection, ZoneId timeZone) {}
}
