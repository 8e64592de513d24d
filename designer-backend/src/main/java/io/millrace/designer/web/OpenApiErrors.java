package io.millrace.designer.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Says in the description of the API that every operation may answer with an error, and what one looks like. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiErrors implements OASFilter {

    private static final String ERROR = "Error";

    @Override
    public Operation filterOperation(Operation operation) {
        operation
                .getResponses()
                .setDefaultValue(OASFactory.createAPIResponse()
                        .description("What went wrong, as RFC 9457 says")
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        ErrorBody.MEDIA_TYPE,
                                        OASFactory.createMediaType()
                                                .schema(OASFactory.createSchema()
                                                        .ref(ERROR)))));
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents()
                .addSchema(
                        ERROR,
                        of(SchemaType.OBJECT)
                                .required(List.of("title", "status", "code", "detail"))
                                .addProperty("title", of(SchemaType.STRING).description("What the status means"))
                                .addProperty("status", of(SchemaType.INTEGER))
                                .addProperty(
                                        "code",
                                        of(SchemaType.STRING).description("What sort of error, stable for programs"))
                                .addProperty(
                                        "detail", of(SchemaType.STRING).description("What happened and what to do"))
                                .addProperty(
                                        "problems",
                                        of(SchemaType.ARRAY)
                                                .description("What is wrong with a pipeline, where that is the reason")
                                                .items(of(SchemaType.OBJECT))));
    }

    private static Schema of(SchemaType type) {
        return OASFactory.createSchema().type(List.of(type));
    }
}
