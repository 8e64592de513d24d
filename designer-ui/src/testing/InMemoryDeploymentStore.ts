import type { PipelineDocument } from "../canvas-core/document/document";
import {
  type Attempt,
  type Checkpoint,
  type CheckpointDetail,
  type Deploying,
  type Deployment,
  type DeploymentEvent,
  type DeploymentStatus,
  type DeploymentStore,
  type Desired,
  isActive,
  type KeyOfNode,
  type Metrics,
  type StartFrom,
  type StateFate,
  type StateSeen,
} from "../ports/DeploymentStore";
import { NotThere, Refused, Unreachable } from "../ports/failures";
import type { Why } from "../ports/Why";
import { attemptsOf, checkpointsOf, detailOf } from "./checkpoints";
import { deploymentOf, eventsOf, metricsOf } from "./deployments";
import type { InMemoryEvents } from "./InMemoryEvents";
import type { SharedPipelines } from "./SharedPipelines";
import { seenIn } from "./state";
import { whyIn } from "./why";

interface World {
  readonly shared: SharedPipelines;
  readonly events: InMemoryEvents;
  readonly now: () => Date;
}

const ASKED: Readonly<Record<Desired, string>> = {
  suspended: "Asked to suspend: ends at a last checkpoint.",
  stopped: "Asked to stop: what was read becomes visible.",
  cancelled: "Asked to cancel.",
};

/** Deployments in memory: they run as long as a test lets them, and what changes is published. */
export class InMemoryDeploymentStore implements DeploymentStore {
  readonly deployed: (Deploying & { readonly pipeline: string })[] = [];
  private readonly answers = new Map<string, string>();
  private readonly deployments = new Map<string, Deployment>();
  private readonly histories = new Map<string, readonly DeploymentEvent[]>();
  private fates: readonly StateFate[] = [];
  private isCut = false;

  constructor(private readonly world: World) {}

  cut(): void {
    this.isCut = true;
  }

  /** Makes a deployment be as it is given, and tells of it. */
  put(deployment: Deployment): void {
    this.deployments.set(deployment.id, deployment);
    if (!this.histories.has(deployment.id)) this.histories.set(deployment.id, eventsOf(deployment));
    this.publish(`deployment/${deployment.id}`, deployment);
    this.publish("deployments", deployment);
  }

  /** What a comparison answers from now on. */
  compareAs(fates: readonly StateFate[]): void {
    this.fates = fates;
  }

  /** Something happens to a deployment. */
  happen(id: string, to: DeploymentStatus, event: Pick<DeploymentEvent, "text" | "who" | "reason">): void {
    const { reason, ...rest } = this.require(id);
    const at = this.world.now();
    const known = this.histories.get(id) ?? [];
    const told = { ...event, number: known.length + 1, at, to };
    this.histories.set(id, [...known, told]);
    this.publish(`deployment/${id}/events`, told);
    this.put({ ...rest, status: to, statusSince: at, ...(event.reason && { reason: event.reason }) });
  }

  async deploy(pipeline: string, what: Deploying, key: string): Promise<string> {
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const document = await this.document(pipeline, what.revision);
    const lost = what.startFrom === undefined ? [] : this.fates.filter(({ needsConsent }) => needsConsent);
    if (lost.some(({ node }) => !what.consent?.includes(node)))
      throw new Refused("State would be lost that nobody has consented to losing", 422, "state.consent");
    const active = (await this.list(pipeline)).find(isActive);
    if (active) throw new Refused(`The deployment ${active.id} of this pipeline is active`, 409, "deployment.active");
    this.deployed.push({ ...what, pipeline });
    const id = `deployment-${this.deployed.length}`;
    this.answers.set(key, id);
    const { revision, parallelism } = what;
    this.put(deploymentOf(document, this.world.now(), 0, { id, revision, parallelism }));
    return id;
  }

  async list(pipeline?: string): Promise<readonly Deployment[]> {
    this.requireReachable();
    return [...this.deployments.values()]
      .filter((known) => pipeline === undefined || known.pipeline.id === pipeline)
      .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  }

  async find(id: string): Promise<Deployment> {
    return this.require(id);
  }

  async desire(id: string, desired: Desired): Promise<void> {
    this.put({ ...this.require(id), desired });
    this.happen(id, "stopping", { who: "Ada", text: ASKED[desired] });
  }

  async rescale(id: string, parallelism: number): Promise<void> {
    const rescale = { parallelism, waitsFor: "It waits for the next checkpoint" };
    this.put({ ...this.require(id), rescale });
  }

  async compare(_pipeline: string, _revision: number, from: StartFrom): Promise<readonly StateFate[]> {
    if ("deployment" in from) this.require(from.deployment);
    return this.fates;
  }

  async runAgain(id: string, key: string): Promise<string> {
    const { pipeline, revision, parallelism, status } = this.require(id);
    if (status === "running") throw new Refused("It runs already", 409, "deployment.active");
    return this.deploy(pipeline.id, { revision, parallelism, parameters: {} }, key);
  }

  async events(id: string): Promise<readonly DeploymentEvent[]> {
    this.require(id);
    return this.histories.get(id) ?? [];
  }

  async attempts(id: string): Promise<readonly Attempt[]> {
    return attemptsOf(this.require(id));
  }

  async checkpoints(id: string): Promise<readonly Checkpoint[]> {
    return checkpointsOf(this.require(id));
  }

  async checkpoint(id: string, number: number): Promise<CheckpointDetail> {
    const found = checkpointsOf(this.require(id)).find((known) => known.number === number);
    if (!found) throw new NotThere(`Nothing is known of checkpoint ${number} of deployment ${id}`);
    return detailOf(found, this.require(id));
  }

  async state(id: string, key?: KeyOfNode): Promise<StateSeen> {
    const { checkpoints } = this.require(id);
    if (!checkpoints?.last) throw new NotThere(`There is no checkpoint of deployment ${id} yet`);
    return seenIn(checkpoints.last, key);
  }

  async why(id: string, node: string): Promise<Why> {
    this.require(id);
    return whyIn(node, this.world.now());
  }

  async metrics(id: string): Promise<Metrics> {
    return metricsOf(this.require(id), this.world.now());
  }

  async document(pipeline: string, revision: number): Promise<PipelineDocument> {
    this.requireReachable();
    const found = this.world.shared.drafts.get(pipeline)?.revisions.find(({ number }) => number === revision);
    if (!found) throw new NotThere(`There is no revision ${revision} of ${pipeline}`);
    return found.document;
  }

  private require(id: string): Deployment {
    this.requireReachable();
    const found = this.deployments.get(id);
    if (!found) throw new NotThere(`There is no deployment ${id}`);
    return found;
  }

  private requireReachable(): void {
    if (this.isCut) throw new Unreachable();
  }

  /** As it would come over the wire. */
  private publish(topic: string, data: unknown): void {
    this.world.events.publish(topic, "change", JSON.parse(JSON.stringify(data)));
  }
}
