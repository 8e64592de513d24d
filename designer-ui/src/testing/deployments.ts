import type { Edge, Node, PipelineDocument } from "../canvas-core/document/document";
import {
  type Deployment,
  type DeploymentEvent,
  type EdgeFigures,
  isActive,
  type Metrics,
  type NodeFigures,
} from "../ports/DeploymentStore";
import type { Tapped } from "../ports/Tapped";
import { checkpointsNowOf } from "./checkpoints";

const RATE = 12_400;

/** What share of the rows that a source reads comes out of a node of this type. */
const SHARES: Readonly<Record<string, number>> = { filter: 0.4, aggregate: 0.002 };

/** A deployment of a document that has run for so many seconds, with `weekly` slower than what comes before it. */
export function deploymentOf(
  document: PipelineDocument,
  now: Date,
  seconds: number,
  own: Partial<Deployment> = {},
): Deployment {
  const started = new Date(now.getTime() - seconds * 1_000);
  const isRunning = (own.status ?? "running") === "running";
  return {
    id: "d-1",
    pipeline: { id: document.id, name: document.name },
    revision: 1,
    parallelism: 2,
    parameters: {},
    desired: "running",
    status: "running",
    statusSince: isActive({ status: own.status ?? "running" }) ? started : now,
    attempt: 1,
    restarts: 0,
    executors: ["executor-1"],
    createdAt: started,
    createdBy: "Ada",
    nodes: document.nodes.map((node) => nodeFigures(document, node, seconds, now, isRunning)),
    edges: document.edges.map((edge) => edgeFigures(document, edge, seconds, isRunning)),
    ...(isRunning && { checkpoints: checkpointsNowOf(now, seconds) }),
    ...own,
  };
}

/** The share of all rows that comes out of a node. */
function shareAfter(document: PipelineDocument, id: string): number {
  const node = document.nodes.find((known) => known.id === id);
  const before = document.edges.find((edge) => edge.to.node === id);
  return (SHARES[node?.type ?? ""] ?? 1) * (before ? shareAfter(document, before.from.node) : 1);
}

function nodeFigures(
  document: PipelineDocument,
  { id }: Node,
  seconds: number,
  now: Date,
  isRunning: boolean,
): NodeFigures {
  const before = document.edges.find((edge) => edge.to.node === id);
  const intake = before ? shareAfter(document, before.from.node) : 0;
  const output = shareAfter(document, id);
  const isSlow = id === "weekly";
  const isHeldUp = id === "late";
  const busy = !isRunning ? 0 : isSlow ? 0.97 : isHeldUp ? 0.21 : 0.38;
  const blocked = isRunning && isHeldUp ? 0.62 : 0;
  return {
    node: id,
    rowsIn: Math.round(RATE * seconds * intake),
    rowsOut: Math.round(RATE * seconds * output),
    rowsFailed: 0,
    rowsLate: 0,
    rowsPerSecondIn: isRunning ? RATE * intake : 0,
    rowsPerSecondOut: isRunning ? RATE * output : 0,
    busy,
    blocked,
    idle: isRunning ? 1 - busy - blocked : 0,
    ...(before && { watermark: new Date(now.getTime() - 3_000) }),
    stateBytes: id === "weekly" ? 48_200_000 : 0,
    coldBytes: 0,
    firstErrors: [],
  };
}

function edgeFigures(document: PipelineDocument, { from, to }: Edge, seconds: number, isRunning: boolean): EdgeFigures {
  const share = shareAfter(document, from.node);
  return {
    from,
    to,
    rows: Math.round(RATE * seconds * share),
    rowsPerSecond: isRunning ? RATE * share : 0,
    backPressure: isRunning && from.node === "late" ? 0.62 : 0,
  };
}

/** The events of a deployment that began well. */
export function eventsOf({ createdAt, createdBy, executors }: Deployment): readonly DeploymentEvent[] {
  const after = (ms: number) => new Date(createdAt.getTime() + ms);
  return [
    { number: 1, at: createdAt, who: createdBy, to: "starting", text: "Deployed." },
    { number: 2, at: after(40), to: "starting", text: `Gets ready on ${executors.join(", ")}.` },
    { number: 3, at: after(700), to: "running", text: "Runs." },
  ];
}

/** How a deployment went, up to now. */
export function metricsOf({ nodes, createdAt }: Deployment, now: Date): Metrics {
  const seconds = Math.min(600, Math.floor((now.getTime() - createdAt.getTime()) / 1_000));
  return {
    step: 1,
    nodes: nodes.map(({ node, rowsPerSecondIn, rowsPerSecondOut, busy, blocked }) => ({
      node,
      points: Array.from({ length: seconds }, (_, i) => ({
        at: new Date(now.getTime() - (seconds - i) * 1_000),
        rowsIn: Math.round(rowsPerSecondIn * wave(i)),
        rowsOut: Math.round(rowsPerSecondOut * wave(i)),
        busy: Math.min(1, busy * wave(i)),
        blocked: Math.min(1, blocked * wave(i)),
        lag: 3 + 2 * wave(i),
      })),
    })),
  };
}

function wave(i: number): number {
  return 1 + 0.15 * Math.sin(i / 17) + 0.05 * Math.sin(i / 3);
}

const ORIGINS = ["SEA", "JFK", "LAX", "ORD", "DEN", "ATL"];

/** Rows of a tap, as the `round`th message would bring them. */
export function tappedOf(round: number): Tapped {
  return {
    columns: [
      { name: "departure", type: "TIMESTAMP(3)", nullable: false },
      { name: "delay", type: "INT", nullable: true },
      { name: "origin", type: "STRING", nullable: false },
    ],
    eventTime: "departure",
    rows: Array.from({ length: 8 }, (_, i) => ({
      change: "INSERT",
      values: [
        `2001-01-03 ${String((6 + round) % 24).padStart(2, "0")}:${String(10 + i)}:00.000`,
        i === 3 ? null : (round * 8 + i * 37) % 240,
        ORIGINS[(round + i) % ORIGINS.length] ?? "",
      ],
    })),
    skipped: 4_952,
    total: (round + 1) * 4_960,
  };
}
