import type { Json, JsonObject } from "../../canvas-core/json/json";

/** A pipeline to begin with; it needs no file, so it runs as it is. */
export interface Template {
  readonly name: string;
  readonly about: string;
  readonly document: JsonObject;
}

function node(id: string, type: string, name: string, config: JsonObject): Json {
  return { id, type, typeVersion: 1, name, config };
}

function edge(from: string, to: string): Json {
  return { from: { node: from, port: "out" }, to: { node: to, port: "in" } };
}

function line(ids: readonly string[]): JsonObject {
  const positions = Object.fromEntries(ids.map((id, i) => [id, { x: (i % 3) * 320, y: Math.floor(i / 3) * 176 }]));
  return { positions };
}

function chain(name: string, description: string, nodes: readonly Json[], ids: readonly string[]): JsonObject {
  return {
    apiVersion: "millrace.io/v1",
    kind: "Pipeline",
    id: "template",
    name,
    description,
    nodes,
    edges: ids.slice(1).map((id, i) => edge(ids[i] ?? "", id)),
    layout: line(ids),
  };
}

const BIDS = node("bids", "nexmark-source", "Bids", { kind: "bid", rate: 1_000 });

/** Beginnings, the simplest first. */
export const TEMPLATES: readonly Template[] = [
  {
    name: "High bids",
    about: "Generated bids, filtered and printed: three nodes.",
    document: chain(
      "High bids",
      "Bids above ten thousand, as they come.",
      [
        BIDS,
        node("high", "filter", "Above ten thousand", { condition: "price > 10000" }),
        node("shown", "print-sink", "Shown", {}),
      ],
      ["bids", "high", "shown"],
    ),
  },
  {
    name: "Bids per minute",
    about: "Generated bids, counted per channel and minute of event time.",
    document: chain(
      "Bids per minute",
      "How many bids each channel brings in each minute, and their average price.",
      [
        BIDS,
        node("time", "watermark", "Ten seconds of disorder", { column: "dateTime", outOfOrderness: "10 s" }),
        node("minute", "aggregate", "Per channel and minute", {
          window: { type: "tumbling", size: "1 min" },
          groupBy: [{ id: "channel", name: "channel", expression: "channel" }],
          aggregates: [
            { id: "bids", name: "bids", function: "COUNT" },
            { id: "price", name: "average_price", function: "AVG", argument: "price" },
          ],
        }),
        node("shown", "print-sink", "Shown", {}),
      ],
      ["bids", "time", "minute", "shown"],
    ),
  },
];
