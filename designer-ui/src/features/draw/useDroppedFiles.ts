import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { usePorts } from "../../app/Ports";
import type { Point } from "../../canvas-core/document/document";
import { addFileSource } from "../../canvas-core/drawing/fileSource";
import { NODE_HEIGHT } from "../../canvas-core/geometry/grid";
import { freePlace, placed } from "../../canvas-core/geometry/placing";
import { sceneOf } from "../../canvas-core/geometry/scene";
import { wordsOf } from "../../ports/failures";
import { mayHoldRows, storeUnderFreeName } from "../files";
import type { DraftSession } from "../pipeline/DraftSession";

/** How many rows are looked at to guess the types of a file's columns. */
const PEEKED_ROWS = 100;

/** Files that are dropped on the canvas are stored, looked into, and become sources with typed columns. */
export function useDroppedFiles(session: DraftSession, added: (node: string) => void) {
  const { files, surroundings } = usePorts();
  const cache = useQueryClient();
  const [state, setState] = useState<{ readonly words: string; readonly hasFailed: boolean }>();

  const drop = useCallback(
    async (dropped: readonly File[], at: Point) => {
      for (const [index, file] of dropped.entries()) {
        const say = (words: string) => setState({ words, hasFailed: false });
        try {
          if (!mayHoldRows(file.name)) throw new Error(`${file.name} is neither CSV nor NDJSON`);
          say(`Uploading ${file.name} …`);
          const path = await storeUnderFreeName(files, "", file, {
            progress: (share) => say(`Uploading ${file.name} … ${Math.round(share * 100)} %`),
          });
          say(`Reading ${file.name} …`);
          const content = await files.peek(path, PEEKED_ROWS);
          const { document, catalogue } = session.snapshot();
          const rects = Object.values(sceneOf(document, catalogue, placed(document)).nodes).map(({ rect }) => rect);
          const place = freePlace(rects, { x: at.x - 24, y: at.y - NODE_HEIGHT / 2 + index * NODE_HEIGHT });
          const act = addFileSource(document, catalogue, path, content, place, surroundings.random);
          if (!act) throw new Error("No executor here reads files");
          if (session.act(act)) added(act.node);
          setState(undefined);
        } catch (e) {
          setState({ words: `${wordsOf(e)}.`, hasFailed: true });
        }
      }
      await cache.invalidateQueries({ queryKey: ["files"] });
    },
    [files, cache, session, surroundings, added],
  );

  return { drop, words: state?.words, hasFailed: state?.hasFailed ?? false };
}
