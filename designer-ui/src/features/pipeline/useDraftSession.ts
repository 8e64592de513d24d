import { useEffect, useState, useSyncExternalStore } from "react";
import { usePorts } from "../../app/Ports";
import { DraftSession, type DraftView } from "./DraftSession";

/** An open draft, or why it could not be opened. */
export type OpenDraft =
  | { readonly state: "opening" }
  | { readonly state: "failed"; readonly failure: unknown }
  | { readonly state: "open"; readonly session: DraftSession };

/** Opens the draft of a pipeline and closes it when the page goes. */
export function useDraftSession(pipelineId: string): { readonly draft: OpenDraft; readonly retry: () => void } {
  const ports = usePorts();
  const [draft, setDraft] = useState<OpenDraft>({ state: "opening" });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round opens again.
  useEffect(() => {
    let isCurrent = true;
    let session: DraftSession | undefined;
    setDraft({ state: "opening" });
    DraftSession.open(pipelineId, ports).then(
      (opened) => {
        session = opened;
        if (isCurrent) setDraft({ state: "open", session: opened });
        else opened.close();
      },
      (failure: unknown) => isCurrent && setDraft({ state: "failed", failure }),
    );
    return () => {
      isCurrent = false;
      session?.close();
    };
  }, [pipelineId, ports, round]);
  return { draft, retry: () => setRound((before) => before + 1) };
}

/** What a session shows now. */
export function useDraftView(session: DraftSession): DraftView {
  return useSyncExternalStore(session.subscribe, session.snapshot);
}
