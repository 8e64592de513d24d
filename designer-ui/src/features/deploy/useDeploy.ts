import { useCallback, useRef, useState } from "react";
import { usePorts } from "../../app/Ports";
import type { Json } from "../../canvas-core/json/json";
import type { StateFate } from "../../ports/DeploymentStore";
import { wordsOf } from "../../ports/failures";
import type { Revision } from "../../ports/PipelineStore";
import type { DraftView } from "../pipeline/DraftSession";

/** How far the way from a draft to a running pipeline is gone. */
export type DeployState =
  | { readonly state: "ready" }
  | { readonly state: "busy"; readonly words: string }
  | { readonly state: "committed"; readonly revision: number }
  /** State would be lost, which somebody has to consent to. */
  | { readonly state: "asks"; readonly revision: number; readonly fates: readonly StateFate[] }
  | { readonly state: "deployed"; readonly revision: number; readonly deployment: string }
  | { readonly state: "failed"; readonly words: string };

export interface DeployChoice {
  readonly message: string;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly parallelism: number;
  /** The deployment to go on from; absent for the beginning. */
  readonly goesOnFrom?: string;
  readonly consent: readonly string[];
}

/** Commits the draft as a revision, and deploys it. A draft that was committed already is not committed again. */
export function useDeploy(id: string, { version }: DraftView) {
  const { pipelines, deployments } = usePorts();
  const [state, setState] = useState<DeployState>({ state: "ready" });
  const committed = useRef<{ readonly version: number; readonly revision: Revision }>(undefined);

  const revise = useCallback(
    async (message: string): Promise<Revision> => {
      if (committed.current?.version === version) return committed.current.revision;
      const revision = await pipelines.commit(id, version, message);
      committed.current = { version, revision };
      return revision;
    },
    [pipelines, id, version],
  );

  const commit = useCallback(
    async (message: string) => {
      setState({ state: "busy", words: "Committing …" });
      try {
        setState({ state: "committed", revision: (await revise(message)).number });
      } catch (e) {
        setState({ state: "failed", words: wordsOf(e) });
      }
    },
    [revise],
  );

  const deploy = useCallback(
    async ({ message, consent, goesOnFrom, ...choice }: DeployChoice): Promise<string | undefined> => {
      setState({ state: "busy", words: "Deploying …" });
      try {
        const { number: revision } = await revise(message);
        const fates = goesOnFrom === undefined ? [] : await deployments.compare(id, revision, goesOnFrom);
        if (fates.some(({ node, needsConsent }) => needsConsent && !consent.includes(node))) {
          setState({ state: "asks", revision, fates });
          return undefined;
        }
        const from = goesOnFrom === undefined ? {} : { goesOnFrom, consent };
        const deployment = await deployments.deploy(id, { ...choice, ...from, revision }, crypto.randomUUID());
        setState({ state: "deployed", revision, deployment });
        return deployment;
      } catch (e) {
        setState({ state: "failed", words: wordsOf(e) });
        return undefined;
      }
    },
    [revise, deployments, id],
  );

  return { state, commit, deploy, reset: () => setState({ state: "ready" }) };
}
