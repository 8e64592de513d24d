import { useCallback, useRef, useState } from "react";
import { usePorts } from "../../app/Ports";
import type { Json } from "../../canvas-core/json/json";
import { canBeGoneOnFrom, type Deployment, type StartFrom, type StateFate } from "../../ports/DeploymentStore";
import { Refused, wordsOf } from "../../ports/failures";
import type { Revision } from "../../ports/PipelineStore";
import type { DraftView } from "../pipeline/DraftSession";
import { type Consent, isConsented, losing } from "./consent";
import { untilEnded } from "./untilEnded";

/** How far the way from a draft to a running pipeline is gone. */
export type DeployState =
  | { readonly state: "ready" }
  | { readonly state: "busy"; readonly words: string }
  | { readonly state: "committed"; readonly revision: number }
  /** State would be lost, which somebody has to consent to. Until then whatever runs runs on. */
  | { readonly state: "asks"; readonly from: StartFrom; readonly fates: readonly StateFate[] }
  | { readonly state: "deployed"; readonly revision: number; readonly fates: readonly StateFate[] }
  | { readonly state: "failed"; readonly words: string };

export interface DeployChoice {
  readonly message: string;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly parallelism: number;
  /** One that is there already; absent, the draft is committed. */
  readonly revision?: number;
  /** Where it goes on; absent for the beginning. */
  readonly startFrom?: StartFrom;
  readonly consent: Consent;
  /** One that runs, and is suspended as soon as nothing else stands in the way. */
  readonly replaces?: Pick<Deployment, "id" | "revision">;
}

/** Commits the draft as a revision, and deploys it. A draft that was committed already is not committed again. */
export function useDeploy(id: string, { version }: DraftView) {
  const ports = usePorts();
  const { pipelines, deployments } = ports;
  const [state, setState] = useState<DeployState>({ state: "ready" });
  const committed = useRef<{ readonly version: number; readonly revision: Revision }>(undefined);

  const revise = useCallback(
    async (message: string): Promise<number> => {
      if (committed.current?.version === version) return committed.current.revision.number;
      const revision = await pipelines.commit(id, version, message);
      committed.current = { version, revision };
      return revision.number;
    },
    [pipelines, id, version],
  );

  const commit = useCallback(
    async (message: string) => {
      setState({ state: "busy", words: "Committing …" });
      try {
        setState({ state: "committed", revision: await revise(message) });
      } catch (e) {
        setState({ state: "failed", words: wordsOf(e) });
      }
    },
    [revise],
  );

  const deploy = useCallback(
    async ({ message, revision: given, consent, startFrom, replaces, ...choice }: DeployChoice): Promise<void> => {
      setState({ state: "busy", words: "Committing and comparing …" });
      try {
        const revision = given ?? (await revise(message));
        // Also for what begins at the beginning: a revision that cannot run is refused here, before anything is suspended.
        const basis = startFrom ?? (replaces && { deployment: replaces.id });
        const compared = basis ? await deployments.compare(id, revision, basis) : [];
        const fates = startFrom ? compared : [];
        const lost = losing(fates);
        if (startFrom && !lost.every((node) => isConsented(consent, startFrom, fates, node))) {
          setState({ state: "asks", from: startFrom, fates });
          return;
        }
        if (replaces) {
          setState({ state: "busy", words: `Revision ${replaces.revision} takes its last checkpoint and ends …` });
          await deployments.desire(replaces.id, "suspended");
          requireSuspended(await untilEnded(ports, replaces.id));
        }
        setState({ state: "busy", words: "Deploying …" });
        const from = startFrom ? { startFrom, consent: lost } : {};
        await deployments.deploy(id, { ...choice, ...from, revision }, crypto.randomUUID());
        setState({ state: "deployed", revision, fates });
      } catch (e) {
        setState({ state: "failed", words: wordsOf(e) });
      }
    },
    [revise, deployments, ports, id],
  );

  const reset = () => setState((before) => (before.state === "busy" ? before : { state: "ready" }));
  return { state, commit, deploy, reset };
}

/** One that came to its end by itself before it was suspended is a result, and what replaces it would make another. */
function requireSuspended(ended: Deployment): void {
  if (!canBeGoneOnFrom(ended)) {
    const how = ended.status === "finished" ? "has finished" : "was stopped";
    throw new Refused(
      `Revision ${ended.revision} ${how} meanwhile. Deploy again to begin at the beginning`,
      409,
      "ended",
    );
  }
}
