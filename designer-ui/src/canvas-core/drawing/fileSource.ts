import { type Catalogue, newestTypes } from "../catalogue/catalogue";
import type { PipelineDocument, Point } from "../document/document";
import { snapped } from "../geometry/grid";
import type { JsonObject } from "../json/json";
import type { Proposal } from "./acts";
import type { Column } from "./checked";
import { newId, type Random } from "./ids";

/** What a file seems to hold. */
export interface FileContent {
  readonly format: string;
  readonly options: JsonObject;
  readonly columns: readonly Column[];
}

/** The config of a source that reads a file which holds this. */
export function fileConfig(path: string, { format, options, columns }: FileContent): JsonObject {
  return {
    path,
    format,
    ...(Object.keys(options).length > 0 && { [format]: options }),
    schema: columns.map(({ name, type, nullable }) => ({ name, type: nullable ? type : `${type} NOT NULL` })),
  };
}

/** Adds a source that reads a file, called as the file is; undefined where the catalogue has no such source. */
export function addFileSource(
  document: PipelineDocument,
  catalogue: Catalogue,
  path: string,
  content: FileContent,
  place: Point,
  random: Random,
): (Proposal & { readonly node: string }) | undefined {
  const type = newestTypes(catalogue).find((known) => known.type === "file-source");
  if (!type) return undefined;
  const name = titleOfFile(path);
  const id = newId(name, (taken) => document.nodes.some((node) => node.id === taken), random);
  const node = { id, name, type: type.type, typeVersion: type.version, config: fileConfig(path, content) };
  return {
    label: `Add ${name}`,
    edits: [
      { edit: "addNode", node },
      { edit: "moveNodes", positions: { [id]: snapped(place) } },
    ],
    node: id,
  };
}

/** `data/flight-delays.csv` → `Flight delays`. */
export function titleOfFile(path: string): string {
  const name = (path.split("/").at(-1) ?? path)
    .replace(/\.[A-Za-z0-9]+$/, "")
    .replaceAll(/[-_.]+/g, " ")
    .trim();
  return name === "" ? "File" : name.charAt(0).toUpperCase() + name.slice(1);
}
