import { describe, expect, it } from "vitest";
import { TEST_CATALOGUE } from "../../testing/catalogue";
import { BRANCHING, LATE_FLIGHTS } from "../../testing/documents";
import { seeded } from "../../testing/seeded";
import { findType, newestTypes } from "../catalogue/catalogue";
import { DOCUMENT, edgeKey, type PipelineDocument } from "../document/document";
import { applyEdits } from "../draft/drafts";
import type { Edit } from "../draft/edit";
import { placed } from "../geometry/placing";
import { sceneOf } from "../geometry/scene";
import { print } from "../json/canonicalJson";
import { read } from "../shape/codec";
import { addNode, connect, edgesWithoutPort, moveNodes, type Proposal } from "./acts";
import { checkDrawing } from "./check";
import { fittingTargets, portsOf } from "./connections";
import { fragmentOf, readFragment, writeFragment } from "./fragment";
import { afterAct, afterRedo, afterUndo, type History, NO_HISTORY } from "./history";
import { insertOnEdge } from "./inserting";
import { duplicate, paste } from "./pasting";
import { remove } from "./removing";

const SEQUENCES = 1_000;
const STEPS = 20;

/** Looking costs more than the steps between. */
const CHECKED_EACH = 5;

const TYPES = newestTypes(TEST_CATALOGUE);

/** What no act may bring about, whatever was there before. */
const BROKEN = new Set(["node.unknown", "port.unknown", "port.crowded", "edge.cycle", "node.type.unknown"]);

/** Somebody who does whatever comes to mind, and a clipboard. */
class RandomWalk {
  readonly done: string[] = [];
  private history: History = NO_HISTORY;
  private clipboard: string;

  constructor(
    public document: PipelineDocument,
    private readonly random: () => number,
  ) {
    this.clipboard = writeFragment(fragmentOf(BRANCHING, ["split", "add"]));
  }

  step(): void {
    const dice = this.random();
    if (dice < 0.15) this.undo();
    else if (dice < 0.25) this.redo();
    else if (dice < 0.32) this.clipboard = writeFragment(fragmentOf(this.document, this.some(3)));
    else this.act(this.proposal());
  }

  undo(): boolean {
    const last = this.history.done.at(-1);
    if (last) this.history = afterUndo(this.history, this.apply(last.undo, `undo ${last.label}`));
    return last !== undefined;
  }

  private redo(): void {
    const last = this.history.undone.at(-1);
    if (last) this.history = afterRedo(this.history, this.apply(last.edits, `redo ${last.label}`));
  }

  private act(proposal: Proposal | undefined): void {
    if (!proposal) return;
    const undo = this.apply(proposal.edits, proposal.label);
    this.history = afterAct(this.history, { ...proposal, undo });
  }

  private apply(edits: readonly Edit[], label: string): readonly Edit[] {
    this.done.push(label);
    const result = applyEdits(this.document, edits);
    if (result.outcome === "refused") throw new Error(`${this.done.join(", ")}: ${result.problem.message}`);
    this.document = result.document;
    return result.undo;
  }

  private proposal(): Proposal | undefined {
    const { document, random } = this;
    const one = this.one(document.nodes);
    const edge = this.one(document.edges);
    const type = this.one(TYPES);
    if (!type) return undefined;
    switch (Math.floor(random() * 11)) {
      case 0:
        return addNode(document, TEST_CATALOGUE, type, this.place(), random, this.output());
      case 1: {
        const scene = sceneOf(document, TEST_CATALOGUE, placed(document));
        return edge && insertOnEdge(document, TEST_CATALOGUE, scene, type, edge, random);
      }
      case 2: {
        const from = this.output();
        const to = from && this.one(fittingTargets(document, TEST_CATALOGUE, from));
        return from && to && connect({ from, to });
      }
      case 3:
      case 4: {
        const edges = edge && random() < 0.3 ? [edgeKey(edge)] : [];
        return remove(document, TEST_CATALOGUE, { nodes: this.some(3), edges }, random() < 0.7 ? "closed" : "left");
      }
      case 5:
      case 6: {
        const { fragment } = readFragment(this.clipboard);
        return fragment && paste(document, TEST_CATALOGUE, fragment, random, random() < 0.5 ? this.place() : undefined);
      }
      case 7:
        return duplicate(document, TEST_CATALOGUE, this.some(2), random);
      case 8:
        return moveNodes(document, Object.fromEntries(this.some(3).map((id) => [id, this.place()])));
      case 9:
        return one && { label: "Rename", edits: [{ edit: "renameNode", node: one.id, name: `Name ${random()}` }] };
      default:
        return this.withoutBranches();
    }
  }

  /** All branches of a route go, with their edges. */
  private withoutBranches(): Proposal | undefined {
    const route = this.document.nodes.find(({ type }) => type === "route");
    const type = route && findType(TEST_CATALOGUE, route.type, route.typeVersion);
    if (!route || !type) return undefined;
    const lost = edgesWithoutPort(this.document, type, route.id, { branches: [] });
    const value: never[] = [];
    return {
      label: "Clear branches",
      edits: [...lost, { edit: "setConfig", node: route.id, path: [{ key: "branches" }], value }],
    };
  }

  private output() {
    const from = this.one(this.document.nodes);
    const port = from && this.one(portsOf(TEST_CATALOGUE, from).outputs);
    return from && port ? { node: from.id, port: port.name } : undefined;
  }

  private place() {
    return { x: (this.random() - 0.5) * 4_000, y: (this.random() - 0.5) * 4_000 };
  }

  private one<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(this.random() * all.length)];
  }

  private some(most: number): readonly string[] {
    const count = 1 + Math.floor(this.random() * most);
    return Array.from({ length: count }, () => this.one(this.document.nodes)).flatMap((node) => node?.id ?? []);
  }
}

function flawsOf(document: PipelineDocument): readonly string[] {
  const { positions } = document.layout;
  return [
    ...checkDrawing(document, TEST_CATALOGUE).flatMap(({ code, message }) => (BROKEN.has(code) ? [message] : [])),
    ...Object.keys(positions).filter((id) => document.nodes.every((known) => known.id !== id)),
  ];
}

const textOf = (document: PipelineDocument) => print(DOCUMENT.write(document));

describe(`${SEQUENCES.toLocaleString("en")} random sequences of edits, undo, redo and paste`, () => {
  it("keep the document valid, and undo leads to the exact start", () => {
    for (let seed = 1; seed <= SEQUENCES; seed++) {
      const start = seed % 2 === 0 ? LATE_FLIGHTS : BRANCHING;
      const walk = new RandomWalk(start, seeded(seed));
      for (let i = 0; i < STEPS; i++) {
        walk.step();
        if (i % CHECKED_EACH === 0) expect(flawsOf(walk.document), `seed ${seed}: ${walk.done.join(", ")}`).toEqual([]);
      }
      const { problems } = read(DOCUMENT, DOCUMENT.write(walk.document));
      expect([...problems, ...flawsOf(walk.document)], `seed ${seed}: ${walk.done.join(", ")}`).toEqual([]);
      for (let more = true; more; ) more = walk.undo();
      expect(textOf(walk.document), `seed ${seed}: ${walk.done.join(", ")}`).toBe(textOf(start));
    }
  }, 60_000);
});
