import { CATALOGUE, type Catalogue } from "../../canvas-core/catalogue/catalogue";
import { DOCUMENT } from "../../canvas-core/document/document";
import { EDIT } from "../../canvas-core/draft/edit";
import type { Checked } from "../../canvas-core/drawing/checked";
import type { Batch, EditAnswer } from "../../canvas-core/drawing/sync";
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
import { Answer, answers } from "./Answer";
import type { Api, Schemas } from "./Api";
import { batchOf, checkedOf, editAnswerOf, functionOf, previewOf, revisionOf, summaryOf } from "./pipelineReadings";
import { at, type Rest } from "./Rest";
import { dataOf } from "./reading";

const EDITS = list(EDIT);

const PIPELINES = "/api/v1/workspaces/{workspace}/pipelines";
const PIPELINE = "/api/v1/workspaces/{workspace}/pipelines/{pipeline}";

/** More pages than anybody scrolls through. */
const MOST_PAGES = 50;

/** Pipelines on the control plane. */
export class RestPipelineStore implements PipelineStore {
  constructor(
    private readonly workspace: string,
    private readonly api: Api,
    private readonly rest: Rest,
    private readonly events: Events,
  ) {}

  async pipelines(): Promise<readonly PipelineSummary[]> {
    const found: PipelineSummary[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const call = { path: this.here(), query: pageToken === undefined ? {} : { pageToken } };
      const answer = await this.api.ask("get", PIPELINES, call);
      found.push(...answer.list("items").map(summaryOf));
      pageToken = answer.optionalText("nextPageToken");
      if (pageToken === undefined) break;
    }
    return found;
  }

  create(name: string): Promise<string> {
    return this.make({ name, document: null });
  }

  importDocument(document: string): Promise<string> {
    return this.make({ name: null, document });
  }

  private async make(json: { readonly name: string | null; readonly document: string | null }): Promise<string> {
    return (await this.api.ask("post", PIPELINES, { path: this.here(), json })).text("id");
  }

  async remove(id: string): Promise<void> {
    await this.api.call("delete", PIPELINE, { path: this.at(id) });
  }

  async catalogue(): Promise<Catalogue> {
    const call = { path: this.here() };
    return readOrThrow(CATALOGUE, await this.api.call("get", "/api/v1/workspaces/{workspace}/catalogue", call));
  }

  async functions(): Promise<readonly SqlFunction[]> {
    const call = { path: this.here() };
    const answer = await this.api.call("get", "/api/v1/workspaces/{workspace}/functions", call);
    return answers<Schemas["FunctionView"]>(answer).map(functionOf);
  }

  async draft(id: string): Promise<StoredDraft> {
    const answer = await this.api.ask("get", `${PIPELINE}/draft`, { path: this.at(id) });
    return { version: answer.number("version"), document: readOrThrow(DOCUMENT, answer.raw("document") ?? null) };
  }

  async edit(id: string, base: number, { clientEditId, edits }: Batch): Promise<EditAnswer> {
    const json = { base, clientEditId, edits: EDITS.write(edits) };
    return editAnswerOf(await this.api.ask("post", `${PIPELINE}/draft/edits`, { path: this.at(id), json }));
  }

  watch(id: string, since: number, listener: (news: DraftNews) => void): () => void {
    return this.events.subscribe(
      `draft/${id}`,
      ({ kind, text }) => listener(kind === "change" ? batchOf(new Answer(dataOf(text))) : "gap"),
      since,
    );
  }

  async check(id: string): Promise<Checked> {
    return checkedOf(await this.api.ask("get", `${PIPELINE}/draft/check`, { path: this.at(id) }));
  }

  async preview(id: string, signal: AbortSignal): Promise<Preview> {
    return previewOf(await this.rest.object("POST", `${at("pipelines", id)}/draft:preview`, { signal }));
  }

  async commit(id: string, version: number, message: string): Promise<Revision> {
    const call = { path: this.at(id), header: { "If-Match": `"${version}"` }, json: { message } };
    return revisionOf(await this.api.ask("post", `${PIPELINE}/revisions`, call));
  }

  private here() {
    return { workspace: this.workspace };
  }

  private at(pipeline: string) {
    return { workspace: this.workspace, pipeline };
  }
}
