import { emptyDocument, type Node, type PipelineDocument, type Point } from "../canvas-core/document/document";
import type { JsonObject } from "../canvas-core/json/json";

/** A node of a test's document. */
export function node(id: string, type: string, config: JsonObject = {}, name = ""): Node {
  return { id, name, type, typeVersion: 1, config };
}

/** A document of these nodes, joined by edges written `a → b` or `a.out → b.left`. */
export function drawing(
  nodes: readonly Node[],
  edges: readonly string[] = [],
  positions: Readonly<Record<string, Point>> = {},
): PipelineDocument {
  const empty = emptyDocument("late-flights", "Late flights");
  return {
    ...empty,
    nodes,
    edges: edges.map((edge) => {
      const [from = "", to = ""] = edge.split(" → ");
      return { from: endpoint(from, "out"), to: endpoint(to, "in") };
    }),
    layout: { ...empty.layout, positions },
  };
}

function endpoint(text: string, port: string) {
  const [node = "", named = port] = text.split(".");
  return { node, port: named };
}

const SCHEMA = [
  { name: "date", type: "STRING NOT NULL" },
  { name: "delay", type: "INT NOT NULL" },
  { name: "distance", type: "INT NOT NULL" },
  { name: "origin", type: "STRING NOT NULL" },
  { name: "destination", type: "STRING NOT NULL" },
];

/** The demo pipeline, placed by hand. */
export const LATE_FLIGHTS: PipelineDocument = drawing(
  [
    node("flights", "file-source", { path: "data/flights.ndjson", format: "json", schema: SCHEMA }, "Flights"),
    node(
      "departures",
      "select",
      {
        columns: [
          { name: "departure", expression: "TO_TIMESTAMP(`date`, 'yyyy/MM/dd HH:mm')" },
          { name: "delay", expression: "delay" },
          { name: "origin", expression: "origin" },
        ],
      },
      "Departure time",
    ),
    node("event-time", "watermark", { column: "departure", outOfOrderness: "1 h" }, "An hour of disorder"),
    node("late", "filter", { condition: "delay > 15" }, "Late arrivals"),
    node(
      "weekly",
      "aggregate",
      {
        window: { type: "tumbling", size: "7 d", offset: "4 d" },
        groupBy: [{ id: "origin", name: "origin", expression: "origin" }],
        aggregates: [
          { id: "flights", name: "flights", function: "COUNT" },
          { id: "average", name: "average_delay", function: "AVG", argument: "delay" },
        ],
      },
      "Per airport and week",
    ),
    node("result", "file-sink", { path: "out/late-flights.ndjson", format: "json" }, "Result"),
  ],
  ["flights → departures", "departures → event-time", "event-time → late", "late → weekly", "weekly → result"],
  {
    flights: { x: 0, y: 0 },
    departures: { x: 320, y: 0 },
    "event-time": { x: 640, y: 0 },
    late: { x: 0, y: 176 },
    weekly: { x: 320, y: 176 },
    result: { x: 640, y: 176 },
  },
);

/** A route with a branch, failed rows that go to a sink, and two parameters, one of them named in a condition. */
export const BRANCHING: PipelineDocument = {
  ...drawing(
    [
      node("source", "file-source", { path: "a.csv" }, "Trips"),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: parameters are named so in expressions.
      node("split", "route", { branches: [{ id: "far", name: "Far", condition: "distance > ${least}" }] }, "Split"),
      { ...node("add", "filter", { condition: "TRUE" }), errors: { policy: "deadLetter", to: "lost" } },
      node("lost", "file-sink", { path: "lost.json" }, "Lost"),
    ],
    ["source → split", "split.far → add"],
  ),
  parameters: [
    { name: "least", type: "INT", default: 100 },
    { name: "other", type: "INT" },
  ],
};

/** A pipeline of so many nodes, in chains of ten. */
export function wide(count: number): PipelineDocument {
  const ids = Array.from({ length: count }, (_, i) => `n${i}`);
  return drawing(
    ids.map((id, i) => (i % 10 === 0 ? node(id, "nexmark") : node(id, "filter", { condition: "price > 10" }))),
    ids.flatMap((id, i) => (i % 10 === 0 ? [] : [`n${i - 1} → ${id}`])),
    Object.fromEntries(ids.map((id, i) => [id, { x: (i % 10) * 320, y: Math.floor(i / 10) * 96 }])),
  );
}
