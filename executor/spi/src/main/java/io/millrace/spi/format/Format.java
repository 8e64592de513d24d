package io.millrace.spi.format;

import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import java.time.ZoneId;

/** A way to write rows as bytes. One instance per process, registered in the executor. */
public interface Format {

    /** As it stands in a config: {@code json}, {@code csv}. */
    String name();

    /** Whether a reader may begin in mid-file, at the next record separator. */
    boolean isSplittable(JsonObject config);

    /** Turns bytes into columns. */
    RowDecoder decoder(Request request);

    /** Turns columns into bytes. */
    RowEncoder encoder(Request request);

    /**
     * What a decoder or encoder is made from.
     *
     * @param config the connector node's config, which holds the format's options
     * @param schema all columns of a record
     * @param projection the columns wanted, as positions in {@code schema}, rising
     * @param timeZone the pipeline's time zone
     */
    record Request(JsonObject config, Schema schema, int[] projection, ZoneId timeZone) {}
}
