import { CATALOGUE, type Catalogue } from "../../canvas-core/catalogue/catalogue";
import { DOCUMENT } from "../../canvas-core/document/document";
import { EDIT } from "../../canvas-core/draft/edit";
import type { Checked } from "../../canvas-core/drawing/checked";
import type { Batch, EditAnswer } from "../../canvas-core/drawing/sync";
import { type Json, member } from "../../canvas-core/json/json";
import { readOrThrow } from "../../canvas-core/shape/codec";
import { list } from "../../canvas-core/shape/composites";
import type { Events } from "../../ports/Events";
import type {
  DraftNews,
  PipelineStore,
  PipelineSummary,
  Preview,
  Revision,
  SqlFunction,
  StoredDraft,
} from "../../ports/PipelineStore";
import { answerOf, batchOf, checkedOf, functionOf, previewOf, revisionOf, summaryOf } from "./pipelineReadings";
import { at, type Rest } from "./Rest";
import { asObject, dataOf, numberAt, objectsAt, objectsIn, optionalTextAt, textAt } from "./reading";

const EDITS = list(EDIT);

/** More pipelines than a page shows at once; the limit of what the control plane gives in one answer is lower. */
const MOST_PAGES = 50;

/** Pipelines on the control plane. `rest` stands at a workspace. */
export class RestPipelineStore implements PipelineStore {
  constructor(
    private readonly rest: Rest,
    private readonly events: Events,
  ) {}

  async pipelines(): Promise<readonly PipelineSummary[]> {
    const found: PipelineSummary[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await this.rest.object("GET", "/pipelines", { query: { pageToken } });
      found.push(...objectsAt(answer, "items").map(summaryOf));
      pageToken = optionalTextAt(answer, "nextPageToken");
      if (pageToken === undefined || pageToken === "") break;
    }
    return found;
  }

  create(name: string): Promise<string> {
    return this.make({ name });
  }

  importDocument(document: string): Promise<string> {
    return this.make({ document });
  }

  private async make(json: Json): Promise<string> {
    return textAt(await this.rest.object("POST", "/pipelines", { json }), "id");
  }

  async remove(id: string): Promise<void> {
    await this.rest.send("DELETE", at("pipelines", id));
  }

  async catalogue(): Promise<Catalogue> {
    return readOrThrow(CATALOGUE, await this.rest.json("GET", "/catalogue"));
  }

  async functions(): Promise<readonly SqlFunction[]> {
    const answer = await this.rest.json("GET", "/functions");
    const items = Array.isArray(answer) ? answer : member(asObject(answer), "items");
    return objectsIn(items).map(functionOf);
  }

  async draft(id: string): Promise<StoredDraft> {
    const answer = await this.rest.object("GET", at("pipelines", id, "draft"));
    return {
      version: numberAt(answer, "version"),
      document: readOrThrow(DOCUMENT, member(answer, "document") ?? null),
    };
  }

  async edit(id: string, base: number, { clientEditId, edits }: Batch): Promise<EditAnswer> {
    const json = { base, clientEditId, edits: EDITS.write(edits) };
    return answerOf(await this.rest.object("POST", at("pipelines", id, "draft", "edits"), { json }));
  }

  watch(id: string, since: number, listener: (news: DraftNews) => void): () => void {
    const topic = `draft/${id}`;
    return this.events.subscribe(
      topic,
      ({ kind, text }) => listener(kind === "change" ? batchOf(dataOf(text)) : "gap"),
      since,
    );
  }

  async check(id: string): Promise<Checked> {
    return checkedOf(await this.rest.object("GET", at("pipelines", id, "draft", "check")));
  }

  async preview(id: string, signal: AbortSignal): Promise<Preview> {
    return previewOf(await this.rest.object("POST", `${at("pipelines", id)}/draft:preview`, { signal }));
  }

  async commit(id: string, version: number, message: string): Promise<Revision> {
    return revisionOf(
      await this.rest.object("POST", at("pipelines", id, "revisions"), {
        headers: { "if-match": `"${version}"` },
        json: { message },
      }),
    );
  }
}
