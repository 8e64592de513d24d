import type { Catalogue } from "../canvas-core/catalogue/catalogue";
import type { Node, PipelineDocument } from "../canvas-core/document/document";
import type { Column, PortSchema } from "../canvas-core/drawing/checked";
import { portsOf } from "../canvas-core/drawing/connections";
import { isArray, isObject, type Json, member } from "../canvas-core/json/json";
import type { Preview, PreviewPort } from "../ports/PipelineStore";

const MOST_ROWS = 20;

/** Schemas as a check would tell them, roughly: good enough to be looked at, not to be believed. */
export function schemasOf(document: PipelineDocument, catalogue: Catalogue): readonly PortSchema[] {
  const found: PortSchema[] = [];
  const waiting = new Set(document.nodes);
  let isGoing = true;
  while (isGoing) {
    isGoing = false;
    for (const node of waiting) {
      const { inputs, outputs } = portsOf(catalogue, node);
      const edges = document.edges.filter((edge) => edge.to.node === node.id);
      const before = edges.map((edge) =>
        found.find((known) => known.node === edge.from.node && known.port === edge.from.port),
      );
      if (before.some((known) => known === undefined) || (inputs.length > 0 && edges.length === 0)) continue;
      const [first] = before;
      for (const [i, edge] of edges.entries()) {
        const schema = before[i];
        if (schema) found.push({ ...schema, node: node.id, port: edge.to.port, direction: "input" });
      }
      const columns = columnsAfter(node, first?.columns ?? []);
      const eventTime = node.type === "watermark" ? String(member(node.config, "column")) : first?.eventTime;
      for (const { name } of outputs) {
        found.push({
          node: node.id,
          port: name,
          direction: "output",
          columns,
          ...(eventTime !== undefined && columns.some((column) => column.name === eventTime) && { eventTime }),
        });
      }
      waiting.delete(node);
      isGoing = true;
    }
  }
  return found;
}

function columnsAfter(node: Node, before: readonly Column[]): readonly Column[] {
  switch (node.type) {
    case "file-source":
      return elements(node, "schema").map(({ name, type }) => column(name, type));
    case "select":
      return elements(node, "columns").map(
        ({ name, expression }) =>
          before.find((known) => known.name === expression && known.name === name) ??
          column(name, expression?.startsWith("TO_TIMESTAMP") ? "TIMESTAMP(3)" : "STRING"),
      );
    case "aggregate":
      return [
        ...elements(node, "groupBy").map(({ name }) => column(name, "STRING")),
        ...elements(node, "aggregates").map(({ name }) => column(name, "BIGINT NOT NULL")),
      ];
    default:
      return before;
  }
}

function column(name = "", type = ""): Column {
  return { name, type: type.replace(" NOT NULL", ""), nullable: !type.endsWith("NOT NULL") };
}

function elements(node: Node, key: string): readonly Readonly<Record<string, string>>[] {
  const value = member(node.config, key);
  return (isArray(value) ? value : [])
    .filter((element) => isObject(element))
    .map((element) => Object.fromEntries(Object.entries(element).map(([name, part]) => [name, String(part)])));
}

/** Rows as a run on a sample would give them, made up. */
export function sampleOf(document: PipelineDocument, version: number, catalogue: Catalogue): Preview {
  const ports = schemasOf(document, catalogue)
    .filter(({ direction }) => direction === "output")
    .map(({ node, port, columns }): PreviewPort => {
      const rowCount = port === "late" ? 0 : node === "late" ? 412 : 1_000;
      const rows = Array.from({ length: Math.min(rowCount, MOST_ROWS) }, (_, i) =>
        columns.map((one) => valueAt(one, i)),
      );
      return { node, port, columns, rows, rowCount, truncated: rowCount === 1_000 };
    });
  const nodes = document.nodes.map(({ id }) => ({
    node: id,
    rowsIn: 1_000,
    rowsOut: 1_000,
    rowsFailed: 0,
    errors: [],
  }));
  return { version, tookMs: 400, ports, nodes, problems: [] };
}

const CITIES = ["SEA", "JFK", "LAX", "ORD", "DEN"];

function valueAt({ name, type, nullable }: Column, i: number): Json {
  if (nullable && i % 7 === 3) return null;
  if (type.startsWith("TIMESTAMP")) return `2001-01-${String(1 + (i % 28)).padStart(2, "0")} 0${i % 10}:15:00.000`;
  if (type === "INT" || type === "BIGINT") return (i * 37) % 240;
  return name === "date" ? `2001/01/0${1 + (i % 9)} 06:3${i % 10}` : (CITIES[(i * 3) % CITIES.length] ?? "");
}
