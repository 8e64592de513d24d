package io.millrace.designer.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Says in the description of the API which members an object always has: all components of its record that are neither
 * {@link Optional} nor {@link Nullable}. Of what clients send, a component that may be missing for the sake of a better error
 * is marked by hand.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiRequired implements OASFilter {

    private static final String OURS = "io.millrace.";
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName OPTIONAL = DotName.createSimple(Optional.class);

    private final IndexView index;

    /** Called by Quarkus at build time, with what it knows of the classes of the application. */
    public OpenApiRequired(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        // The index of several archives knows some classes twice.
        Map<String, List<ClassInfo>> records = index.getKnownClasses().stream()
                .map(ClassInfo::name)
                .distinct()
                .map(index::getClassByName)
                .filter(known -> known.isRecord() && known.name().toString().startsWith(OURS))
                .collect(Collectors.groupingBy(OpenApiRequired::nameOf, TreeMap::new, Collectors.toList()));
        records.forEach((name, candidates) -> {
            Schema schema = schemas.get(name);
            if (schema == null || schema.getProperties() == null) {
                return;
            }
            List<ClassInfo> meant = candidates.stream()
                    .filter(candidate ->
                            namesOf(candidate).equals(schema.getProperties().keySet()))
                    .toList();
            if (meant.size() != 1) {
                throw new IllegalStateException("The schema " + name + " could be of " + meant
                        + ": give one of the records a name of its own by @Schema(name = …)");
            }
            meant.getFirst().recordComponentsInDeclarationOrder().stream()
                    .filter(OpenApiRequired::isAlwaysThere)
                    .map(RecordComponentInfo::name)
                    .filter(member -> schema.getRequired() == null
                            || !schema.getRequired().contains(member))
                    .forEach(schema::addRequired);
        });
    }

    private static String nameOf(ClassInfo known) {
        return Optional.ofNullable(known.declaredAnnotation(SCHEMA))
                .map(schema -> schema.value("name"))
                .map(value -> value.asString())
                .orElseGet(known::simpleName);
    }

    private static Set<String> namesOf(ClassInfo known) {
        return known.recordComponents().stream().map(RecordComponentInfo::name).collect(Collectors.toSet());
    }

    private static boolean isAlwaysThere(RecordComponentInfo component) {
        return !component.type().name().equals(OPTIONAL) && !component.type().hasAnnotation(NULLABLE);
    }
}
