import type { BrowserContext } from "playwright-core";
import { DOCUMENT, type PipelineDocument } from "../src/canvas-core/document/document";
import { isObject, member } from "../src/canvas-core/json/json";
import { parseJson } from "../src/canvas-core/json/jsonText";
import { readOrThrow } from "../src/canvas-core/shape/codec";

/** Pipelines that tests begin with, made behind the page's back. */
export const SKETCH = `
apiVersion: millrace.io/v1
kind: Pipeline
id: sketch
name: Sketch
nodes:
  - {id: bids, type: nexmark-source, name: Bids, config: {kind: bid, events: 1000}}
  - {id: dear, type: filter, name: Dear, config: {condition: price > 100}}
  - {id: all, type: print-sink, name: All}
edges:
  - {from: {node: bids, port: out}, to: {node: dear, port: in}}
  - {from: {node: dear, port: out}, to: {node: all, port: in}}
layout:
  positions: {bids: {x: 0, y: 0}, dear: {x: 320, y: 0}, all: {x: 320, y: 160}}
`;

export interface Draft {
  readonly version: number;
  readonly document: PipelineDocument;
}

/** Makes a pipeline of a document's text; answers its id. */
export async function importPipeline(context: BrowserContext, address: string, document = SKETCH): Promise<string> {
  const answer = await context.request.post(`${address}/api/v1/workspaces/default/pipelines`, {
    headers: { origin: address },
    data: { name: null, document },
  });
  if (!answer.ok()) throw new Error(`No pipeline was made: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

/** What the control plane has of a draft. */
export async function draftOf(context: BrowserContext, address: string, id: string): Promise<Draft> {
  const answer = await context.request.get(`${address}/api/v1/workspaces/default/pipelines/${id}/draft`);
  const body = parseJson(await answer.text());
  if (!isObject(body)) throw new Error(`No draft: ${await answer.text()}`);
  const version = Number(String(member(body, "version")));
  return { version, document: readOrThrow(DOCUMENT, member(body, "document") ?? null) };
}

/** Where a pipeline is drawn, with a node selected. */
export function drawingAt(address: string, id: string, select?: string): string {
  return `${address}/w/default/pipelines/${id}${select === undefined ? "" : `?select=${select}`}`;
}
