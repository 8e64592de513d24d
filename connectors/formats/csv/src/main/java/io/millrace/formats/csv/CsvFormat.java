package io.millrace.formats.csv;

import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.json.JsonObject;
import io.millrace.spi.NodeConfig;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.Inference;
import io.millrace.spi.format.RowDecoder;
import io.millrace.spi.format.RowEncoder;
import io.millrace.spi.format.Sample;
import java.util.Optional;

/** The format {@code csv}. */
public final class CsvFormat implements Format {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String summary() {
        return "Values between commas, with a header line.";
    }

    @Override
    public ConfigSchema options() {
        return ConfigSchema.of(CsvOptions.class);
    }

    private static CsvOptions read(JsonObject options) {
        return NodeConfig.read(CsvOptions.class, options);
    }

    @Override
    public boolean isSplittable(JsonObject options) {
        return !read(options).multiline();
    }

    @Override
    public Optional<Inference> infer(Sample sample) {
        return CsvInference.of(sample);
    }

    @Override
    public RowDecoder decoder(Request request) {
        return new CsvDecoder(request, read(request.options()));
    }

    @Override
    public RowEncoder encoder(Request request) {
        return new CsvEncoder(request, read(request.options()));
    }
}
