import type { Catalogue } from "../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../canvas-core/document/document";
import type { Problem } from "../canvas-core/document/problem";
import type { Checked, Column } from "../canvas-core/drawing/checked";
import type { AuthoredBatch, Batch, EditAnswer } from "../canvas-core/drawing/sync";
import type { Json } from "../canvas-core/json/json";

/** A pipeline in the list. */
export interface PipelineSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly nodes: number;
  /** When its draft last changed. */
  readonly changedAt: Date;
  /** The number of its newest revision, when it has one. */
  readonly lastRevision?: number;
  /** Its newest deployment, when it has one. */
  readonly deployment?: { readonly id: string; readonly status: string };
}

/** A draft as the store has it. */
export interface StoredDraft {
  readonly document: PipelineDocument;
  readonly version: number;
}

/** What is heard of a draft: a batch that led to the next version or, after some were missed, only that they were. */
export type DraftNews = AuthoredBatch | "gap";

/** A function that expressions may call. */
export interface SqlFunction {
  readonly name: string;
  readonly category: string;
  /** Such as `UPPER(text STRING) → STRING`. */
  readonly signatures: readonly string[];
  readonly summary: string;
  readonly example?: string;
  /** Where the answer is not Flink's. */
  readonly difference?: string;
}

/** Rows that came by a port while a draft ran on a sample. */
export interface PreviewPort {
  readonly node: string;
  readonly port: string;
  readonly columns: readonly Column[];
  /** As many rows as are shown, each with a value per column. */
  readonly rows: readonly (readonly Json[])[];
  /** All rows that came by. */
  readonly rowCount: number;
  /** Whether more would have come by without the limit of the sample. */
  readonly truncated: boolean;
}

export interface PreviewNode {
  readonly node: string;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsFailed: number;
  /** What failing rows failed with, at most a few. */
  readonly errors: readonly string[];
}

/** What a run of a version of the draft on a sample gave; sinks wrote nothing. */
export interface Preview {
  readonly version: number;
  readonly tookMs: number;
  readonly ports: readonly PreviewPort[];
  readonly nodes: readonly PreviewNode[];
  /** Why it did not run, when it did not. */
  readonly problems: readonly Problem[];
}

/** A committed, unchangeable state of a pipeline. Numbers count from 1 in each pipeline. */
export interface Revision {
  readonly number: number;
  readonly message: string;
  readonly author: string;
  readonly createdAt: Date;
}

/**
 * Where pipelines are kept. Every method may throw `Unreachable`, and `NotThere` when the pipeline is gone. Behind it
 * stands the control plane's REST and event stream; tests use one in memory.
 */
export interface PipelineStore {
  pipelines(): Promise<readonly PipelineSummary[]>;

  /** Makes an empty pipeline and answers its id. */
  create(name: string): Promise<string>;

  /** Makes a pipeline of a document's text, YAML or JSON; throws `Refused` with what is wrong with the text. */
  importDocument(text: string): Promise<string>;

  /** Removes a pipeline with its draft and revisions; throws `Refused` while a deployment of it is active. */
  remove(id: string): Promise<void>;

  /** The node types that can be drawn. */
  catalogue(): Promise<Catalogue>;

  functions(): Promise<readonly SqlFunction[]>;

  draft(id: string): Promise<StoredDraft>;

  /** Applies a batch made on version `base`: as a whole or, when one edit is refused, not at all. A repeated id is answered as before. */
  edit(id: string, base: number, batch: Batch): Promise<EditAnswer>;

  /** Tells of edits after version `since`, in order, this tab's own among them; answers what ends it. */
  watch(id: string, since: number, listener: (news: DraftNews) => void): () => void;

  /** Checks the draft as it is. Its result also comes as topic `check/{id}` after each edit. */
  check(id: string): Promise<Checked>;

  /** Runs the draft on a sample; sinks are muted. */
  preview(id: string, signal: AbortSignal): Promise<Preview>;

  /** Commits version `version` of the draft; throws `Refused` (412) when the draft has gone on. */
  commit(id: string, version: number, message: string): Promise<Revision>;
}
