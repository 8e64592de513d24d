import { useCallback, useEffect, useRef, useState } from "react";
import { usePorts } from "../../app/Ports";
import type { PipelineDocument } from "../../canvas-core/document/document";
import { isSameRun } from "../../canvas-core/drawing/sameRun";
import { wordsOf } from "../../ports/failures";
import type { Preview } from "../../ports/PipelineStore";
import type { DraftView } from "../pipeline/DraftSession";

/** How long a drawing must be left alone before it runs by itself. */
const SETTLED_MS = 800;

/** What running the drawing on a sample gave. */
export interface Sample {
  /** The last run that gave rows, with the document it ran. */
  readonly preview: Preview | undefined;
  readonly isStale: boolean;
  readonly isRunning: boolean;
  /** Why the last run gave nothing. */
  readonly failure: string | undefined;
  readonly run: () => void;
}

interface Known {
  readonly preview: Preview;
  readonly document: PipelineDocument;
}

/**
 * Runs the drawing on a sample, by itself after each change that makes a difference to rows, once the store has it. Old
 * rows stay, marked as stale, until there are new ones.
 */
export function usePreview(id: string, { document, version, waiting, catalogue }: DraftView): Sample {
  const { pipelines, surroundings } = usePorts();
  const [known, setKnown] = useState<Known>();
  const [failure, setFailure] = useState<string>();
  const [isRunning, setRunning] = useState(false);
  const latest = useRef(document);
  latest.current = document;
  const tried = useRef<PipelineDocument>(undefined);
  const stop = useRef(() => {});

  const run = useCallback(() => {
    stop.current();
    const abort = new AbortController();
    stop.current = () => abort.abort();
    const ran = latest.current;
    tried.current = ran;
    setRunning(true);
    pipelines.preview(id, abort.signal).then(
      (preview) => {
        if (abort.signal.aborted) return;
        setRunning(false);
        const [problem] = preview.problems;
        if (preview.ports.length > 0 || !problem) setKnown({ preview, document: ran });
        setFailure(preview.ports.length > 0 ? undefined : problem?.message);
      },
      (e: unknown) => {
        if (abort.signal.aborted) return;
        setRunning(false);
        setFailure(wordsOf(e));
      },
    );
  }, [pipelines, id]);

  useEffect(() => () => stop.current(), []);

  const hasSource = document.nodes.some((node) =>
    catalogue.nodeTypes.some((type) => type.type === node.type && type.kind === "source"),
  );
  const isSettled = waiting === 0 && hasSource;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new version of the draft is looked at.
  useEffect(() => {
    if (!isSettled || (tried.current && isSameRun(tried.current, document))) return;
    return surroundings.later(SETTLED_MS, run);
  }, [isSettled, document, version, surroundings, run]);

  const isStale = known !== undefined && !isSameRun(known.document, document);
  return { preview: known?.preview, isStale, isRunning, failure, run };
}
