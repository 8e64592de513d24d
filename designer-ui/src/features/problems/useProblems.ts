import { useMemo, useRef } from "react";
import { Answer, checkedOf, dataOf } from "../../app/api";
import { useLive } from "../../app/events";
import { usePorts } from "../../app/Ports";
import type { PipelineDocument } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import { checkDrawing } from "../../canvas-core/drawing/check";
import type { Checked } from "../../canvas-core/drawing/checked";
import { mergedProblems } from "../../canvas-core/drawing/mergedProblems";
import type { DraftView } from "../pipeline/DraftSession";

/** Documents of so many versions are remembered, for checks that come after further edits. */
const REMEMBERED = 8;

/** What is wrong with a drawing, by the browser and by the store's last check; and what that check knows of its ports. */
export function useProblems(
  id: string,
  { document, catalogue, version, waiting }: DraftView,
): { readonly problems: readonly Problem[]; readonly checked: Checked | undefined } {
  const { pipelines } = usePorts();
  const { data: checked } = useLive({
    queryKey: ["check", id],
    topic: `check/${id}`,
    ask: () => pipelines.check(id),
    fold: ({ text }) => checkedOf(new Answer(dataOf(text))),
  });
  const documents = useRef(new Map<number, PipelineDocument>());
  if (waiting === 0) remember(documents.current, version, document);
  const local = useMemo(() => checkDrawing(document, catalogue), [document, catalogue]);
  const then = checked && documents.current.get(checked.version);
  const problems = useMemo(() => mergedProblems(local, checked, document, then), [local, checked, document, then]);
  return { problems, checked };
}

function remember(documents: Map<number, PipelineDocument>, version: number, document: PipelineDocument): void {
  if (documents.get(version) === document) return;
  documents.set(version, document);
  const [oldest] = documents.keys();
  if (documents.size > REMEMBERED && oldest !== undefined) documents.delete(oldest);
}
