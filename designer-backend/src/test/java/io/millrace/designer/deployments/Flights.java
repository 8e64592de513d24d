package io.millrace.designer.deployments;

/** A pipeline that deployments in tests are made of. */
public final class Flights {

    /** Flights, those that are late, printed. */
    public static final String DOCUMENT = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: flights
            name: Flights
            parameters:
              - {name: threshold, type: INT, default: 15}
            nodes:
              - id: flights
                type: file-source
                name: Flights
                config:
                  path: data/flights.ndjson
                  format: json
                  schema:
                    - {name: delay, type: INT NOT NULL}
                    - {name: origin, type: STRING NOT NULL}
              - {id: late, type: filter, name: Late, config: {condition: "delay > ${threshold}"}}
              - {id: result, type: print-sink, name: Result}
            edges:
              - {from: {node: flights, port: out}, to: {node: late, port: in}}
              - {from: {node: late, port: out}, to: {node: result, port: in}}
            """;

    /** The same with a checkpoint as often as possible. */
    public static final String CHECKPOINTED =
            DOCUMENT.replace("parameters:", "settings: {checkpointInterval: 100 ms}\nparameters:");

    /** Late flights counted by their origin, with a checkpoint as often as possible. */
    public static final String COUNTED = CHECKPOINTED
            .replace(
                    "  - {id: result,",
                    "  - {id: week, type: aggregate, name: Per origin, config: {"
                            + "groupBy: [{id: o, name: origin, expression: origin}], aggregates: ["
                            + "{id: n, name: flights, function: COUNT}, {id: s, name: delays, function: SUM, argument: delay}]}}\n"
                            + "  - {id: result,")
            .replace(
                    "to: {node: result, port: in}}",
                    "to: {node: week, port: in}}\n"
                            + "  - {from: {node: week, port: out}, to: {node: result, port: in}}");

    /** The same with a column that is not there. */
    public static final String BROKEN = DOCUMENT.replace("delay > ${threshold}", "dealy > ${threshold}");

    private Flights() {}
}
