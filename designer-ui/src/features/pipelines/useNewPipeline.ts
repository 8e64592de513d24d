import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { usePorts } from "../../app/Ports";
import { emptyDocument } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import { addFileSource, titleOfFile } from "../../canvas-core/drawing/fileSource";
import { newId } from "../../canvas-core/drawing/ids";
import { print } from "../../canvas-core/json/canonicalJson";
import { Refused, wordsOf } from "../../ports/failures";
import { mayHoldRows, storeUnderFreeName } from "../files";
import type { Template } from "./templates";

const FIRST_NAME = "New pipeline";

/** How many rows are looked at to guess the types of a file's columns. */
const PEEKED_ROWS = 100;

/** What keeps a new pipeline from being made. */
export interface Failure {
  readonly words: string;
  readonly problems: readonly Problem[];
}

/** The ways to a new pipeline: empty, of a template, of a document's text, of a dropped file. Each opens what it made. */
export function useNewPipeline() {
  const { workspace, pipelines, files, surroundings } = usePorts();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<Failure>();

  const make = useCallback(
    async (words: string, maker: () => Promise<{ readonly id: string; readonly select?: string }>) => {
      setBusy(words);
      setFailure(undefined);
      try {
        const { id, select } = await maker();
        const search = select === undefined ? {} : { select, panel: "data" as const };
        await navigate({ to: "/w/$workspace/pipelines/$pipelineId", params: { workspace, pipelineId: id }, search });
      } catch (e) {
        setFailure({ words: wordsOf(e), problems: e instanceof Refused ? e.problems : [] });
      } finally {
        setBusy(undefined);
      }
    },
    [navigate, workspace],
  );

  const ofFile = async (file: File) => {
    if (!mayHoldRows(file.name)) throw new Error(`${file.name} is neither CSV nor NDJSON`);
    const path = await storeUnderFreeName(files, "", file, {
      progress: (share) => setBusy(`Uploading ${file.name} … ${Math.round(share * 100)} %`),
    });
    setBusy(`Reading ${file.name} …`);
    const content = await files.peek(path, PEEKED_ROWS);
    const id = await pipelines.create(titleOfFile(path));
    const { version } = await pipelines.draft(id);
    const catalogue = await pipelines.catalogue();
    const at = { x: 0, y: 0 };
    const act = addFileSource(emptyDocument(id, ""), catalogue, path, content, at, surroundings.random);
    if (!act) return { id };
    const clientEditId = newId("edit", () => false, surroundings.random);
    await pipelines.edit(id, version, { clientEditId, edits: act.edits });
    return { id, select: act.node };
  };

  return {
    busy,
    failure,
    empty: () => make("Making a pipeline …", async () => ({ id: await pipelines.create(FIRST_NAME) })),
    template: ({ document }: Template) =>
      make("Making a pipeline …", async () => ({ id: await pipelines.importDocument(print(document)) })),
    text: (text: string) => make("Importing …", async () => ({ id: await pipelines.importDocument(text) })),
    file: (file: File) => make(`Uploading ${file.name} …`, () => ofFile(file)),
  };
}
