package io.millrace.formats.json;

import io.millrace.model.json.JsonObject;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.Inference;
import io.millrace.spi.format.RowDecoder;
import io.millrace.spi.format.RowEncoder;
import io.millrace.spi.format.Sample;
import java.util.Optional;

/** The format {@code json}. */
public final class JsonFormat implements Format {

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String fileExtension() {
        return "ndjson";
    }

    @Override
    public String summary() {
        return "One JSON object per line.";
    }

    @Override
    public boolean isSplittable(JsonObject options) {
        return true;
    }

    @Override
    public Optional<Inference> infer(Sample sample) {
        return JsonInference.of(sample);
    }

    @Override
    public RowDecoder decoder(Request request) {
        return new JsonDecoder(request);
    }

    @Override
    public RowEncoder encoder(Request request) {
        return new JsonEncoder(request);
    }
}
