import type { DeploymentStore } from "../ports/DeploymentStore";
import type { Uploading } from "../ports/FileStore";
import { NotThere, Refused, Unreachable } from "../ports/failures";
import type { Savepoint, SavepointStore, Saving } from "../ports/SavepointStore";

/** Savepoints in memory: one that is made stays in progress until a test completes it. */
export class InMemorySavepointStore implements SavepointStore {
  readonly made: (Saving & { readonly deployment: string })[] = [];
  private readonly savepoints = new Map<string, Savepoint>();
  private isCut = false;

  constructor(
    private readonly now: () => Date,
    private readonly of: (deployment: string) => Promise<Pick<Savepoint, "pipeline" | "revision" | "parallelism">>,
  ) {}

  cut(): void {
    this.isCut = true;
  }

  /** Makes a savepoint be as it is given. */
  put(savepoint: Savepoint): void {
    this.savepoints.set(savepoint.id, savepoint);
  }

  async create(deployment: string, what: Saving, _key: string): Promise<Savepoint> {
    this.requireReachable();
    this.made.push({ ...what, deployment });
    const savepoint: Savepoint = {
      ...(await this.of(deployment)),
      id: `s-new-${this.made.length}`,
      name: what.name ?? "Late flights, 12:00",
      deployment,
      state: "inProgress",
      progress: { bytes: 0, of: 0 },
      createdAt: this.now(),
      createdBy: "Ada",
      stop: what.stop,
      uploaded: false,
      nodes: [],
    };
    this.put(savepoint);
    return savepoint;
  }

  async list(pipeline: string): Promise<readonly Savepoint[]> {
    this.requireReachable();
    return [...this.savepoints.values()]
      .filter((known) => known.pipeline === pipeline)
      .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  }

  async find(id: string): Promise<Savepoint> {
    this.requireReachable();
    const found = this.savepoints.get(id);
    if (!found) throw new NotThere(`There is no savepoint ${id}`);
    return found;
  }

  async upload(pipeline: string, name: string, content: Blob, { progress }: Uploading = {}): Promise<void> {
    this.requireReachable();
    progress?.(0.5);
    const text = await content.text();
    if (!text.startsWith("PK"))
      throw new Refused(`\`${name}\` is no ZIP archive, so it is no savepoint`, 422, "savepoint.archive");
    progress?.(1);
    this.put(savepointOf(pipeline, this.now(), 0, { id: `s-${name}`, name, uploaded: true }));
  }

  async remove(id: string): Promise<void> {
    await this.find(id);
    this.savepoints.delete(id);
  }

  address(id: string): string {
    return `data:application/zip,${id}`;
  }

  private requireReachable(): void {
    if (this.isCut) throw new Unreachable();
  }
}

/** Savepoints of these deployments. */
export function savepointsOf(deployments: DeploymentStore, now: () => Date): InMemorySavepointStore {
  return new InMemorySavepointStore(now, async (id) => {
    const { pipeline, revision, parallelism } = await deployments.find(id);
    return { pipeline: pipeline.id, revision, parallelism };
  });
}

/** A savepoint that was made so many minutes ago. */
export function savepointOf(pipeline: string, now: Date, minutes: number, own: Partial<Savepoint> = {}): Savepoint {
  const createdAt = new Date(now.getTime() - minutes * 60_000);
  const run = own.uploaded ? {} : { revision: 1, deployment: "d-1", checkpoint: 84 - minutes, takenAt: createdAt };
  return {
    id: "s-1",
    name: "Before the new windows",
    pipeline,
    ...run,
    state: "complete",
    createdAt,
    completedAt: new Date(createdAt.getTime() + 4_200),
    createdBy: "Grace",
    bytes: 31_400_000,
    parallelism: 2,
    stop: false,
    uploaded: false,
    nodes: [
      { node: "weekly", states: 1, rows: 118_204, bytes: 31_390_000 },
      { node: "flights", states: 1, rows: 1, bytes: 10_000 },
    ],
    ...own,
  };
}
