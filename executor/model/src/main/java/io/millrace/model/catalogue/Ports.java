package io.millrace.model.catalogue;

import io.millrace.model.annotation.Field;
import io.millrace.model.document.PortName;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Where edges can be tied to the nodes of a type.
 *
 * @param inputs in the order a person reads them: left before right
 * @param outputs in the order a person reads them
 * @param outputPerElementOf the key of a list in the config: each element with an id is one more output port named by
 *     that id, before those in {@code outputs} (a route's branches before its {@code otherwise})
 */
public record Ports(
        @Field(defaultValue = "[]") List<PortDescriptor> inputs,
        @Field(defaultValue = "[]") List<PortDescriptor> outputs,
        Optional<String> outputPerElementOf,
        Optional<String> inputPerElementOf) {

    public Ports {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** These ports, whatever the config. */
    public static Ports of(List<PortDescriptor> inputs, List<PortDescriptor> outputs) {
        return new Ports(inputs, outputs, Optional.empty(), Optional.empty());
    }

    /** The ports of a source: {@code out}. */
    public static Ports ofSource() {
        return of(List.of(), List.of(PortDescriptor.output(PortName.OUT, "")));
    }

    /** The ports of a plain transform: {@code in}, {@code out}. */
    public static Ports ofTransform() {
        return of(List.of(PortDescriptor.input(PortName.IN, "")), List.of(PortDescriptor.output(PortName.OUT, "")));
    }

    /** The ports of a sink: {@code in}. */
    public static Ports ofSink() {
        return of(List.of(PortDescriptor.input(PortName.IN, "")), List.of());
    }

    /** These ports and an output port for each element of this list in the config. */
    public Ports withOutputPerElementOf(String configKey) {
        return new Ports(inputs, outputs, Optional.of(configKey), inputPerElementOf);
    }

    /** These ports; where this list in the config has elements, an input port for each in the place of the others. */
    public Ports withInputPerElementOf(String configKey) {
        return new Ports(inputs, outputs, outputPerElementOf, Optional.of(configKey));
    }

    /** The output port that a node with this config has under this name. */
    public Optional<PortDescriptor> output(PortName name, JsonObject config) {
        return outputsOf(config).stream()
                .filter(port -> port.name().equals(name))
                .findFirst();
    }

    /** All output ports a node with this config has. */
    public List<PortDescriptor> outputsOf(JsonObject config) {
        List<PortDescriptor> all = new ArrayList<>();
        outputPerElementOf.ifPresent(
                key -> elementPorts(config, key, PortDescriptor::output).forEach(all::add));
        all.addAll(outputs);
        return List.copyOf(all);
    }

    /** All input ports a node with this config has. */
    public List<PortDescriptor> inputsOf(JsonObject config) {
        List<PortDescriptor> made = inputPerElementOf
                .map(key -> elementPorts(config, key, PortDescriptor::input).toList())
                .orElse(List.of());
        return made.isEmpty() ? inputs : made;
    }

    private static Stream<PortDescriptor> elementPorts(
            JsonObject config, String key, BiFunction<PortName, String, PortDescriptor> port) {
        return config.get(key).orElse(JsonArray.EMPTY) instanceof JsonArray list
                ? list.elements().stream()
                        .filter(element -> element instanceof JsonObject object
                                && object.text("id")
                                        .filter(id -> id.matches(PortName.PATTERN))
                                        .isPresent())
                        .map(JsonObject.class::cast)
                        .map(element -> port.apply(
                                new PortName(element.text("id").orElseThrow()),
                                element.text("name").orElse("")))
                : Stream.empty();
    }
}
