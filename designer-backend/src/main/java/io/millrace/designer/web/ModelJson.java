package io.millrace.designer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.text.JsonText;
import io.millrace.model.text.Parsed;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;

/** Values of the model inside bodies: written as they are, read by the model's own reader with its limits. */
@Singleton
final class ModelJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);
        SimpleModule module = new SimpleModule("millrace-model");
        module.addSerializer(Json.class, new Writer());
        module.addDeserializer(Json.class, new Reader());
        mapper.registerModule(module);
    }

    private static final class Writer extends StdSerializer<Json> {

        private static final long serialVersionUID = 1L;

        Writer() {
            super(Json.class);
        }

        @Override
        public void serialize(Json value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRawValue(CanonicalJson.print(value));
        }
    }

    private static final class Reader extends StdDeserializer<Json> {

        private static final long serialVersionUID = 1L;

        Reader() {
            super(Json.class);
        }

        @Override
        public Json deserialize(JsonParser in, DeserializationContext context) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = in.getCodec().getFactory().createGenerator(text)) {
                // Exact: a number must not become a double on its way.
                out.copyCurrentStructureExact(in);
            }
            Parsed parsed = JsonText.parse(text.toString());
            return parsed.value()
                    .orElseThrow(() -> JsonMappingException.from(
                            in, parsed.problems().getFirst().message()));
        }
    }
}
