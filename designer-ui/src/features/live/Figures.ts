import { edgeKey } from "../../canvas-core/document/document";
import type { Deployment } from "../../ports/DeploymentStore";
import { bottleneckOf } from "./bottleneck";
import { type EdgeLook, edgeLook } from "./edgeLook";
import { type NodeLook, nodeLook } from "./nodeLook";

/**
 * The figures of a running deployment, beside the drawing: each second brings new ones, and only those nodes and edges
 * whose look changes are drawn again.
 */
export class Figures {
  private current: Deployment;
  private readonly nodes = new Map<string, NodeLook>();
  private readonly edges = new Map<string, EdgeLook>();
  /** When each edge had its last row, as far as it was seen. */
  private readonly moved = new Map<string, { readonly rows: number; readonly at: number }>();
  private readonly listeners = new Set<() => void>();

  constructor(
    deployment: Deployment,
    now: Date,
    private readonly titleOf: (node: string) => string,
  ) {
    this.current = deployment;
    this.look(now);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly deployment = (): Deployment => this.current;

  readonly node = (id: string): NodeLook | undefined => this.nodes.get(id);

  readonly edge = (key: string): EdgeLook | undefined => this.edges.get(key);

  /** New figures have come. */
  take(deployment: Deployment, now: Date): void {
    this.current = deployment;
    this.look(now);
    for (const listener of this.listeners) listener();
  }

  private look(now: Date): void {
    const { status, nodes, edges } = this.current;
    const isRunning = status === "running";
    const narrow = isRunning ? bottleneckOf(this.current, this.titleOf) : undefined;
    for (const figures of nodes) {
      const bottleneck = narrow?.node === figures.node ? narrow.why : undefined;
      put(this.nodes, figures.node, nodeLook(figures, { isRunning, now, bottleneck }));
    }
    for (const figures of edges) {
      const key = edgeKey(figures);
      const before = this.moved.get(key);
      const moved = before?.rows === figures.rows ? before : { rows: figures.rows, at: now.getTime() };
      this.moved.set(key, moved);
      put(this.edges, key, edgeLook(figures, now.getTime() - moved.at, isRunning));
    }
  }
}

/** Keeps the known value where the new one is equal, field by field. */
function put<T extends object>(known: Map<string, T>, key: string, next: T): void {
  const before = known.get(key);
  const isSame =
    before !== undefined && Object.entries(next).every(([name, value]) => Reflect.get(before, name) === value);
  if (!isSame) known.set(key, next);
}
