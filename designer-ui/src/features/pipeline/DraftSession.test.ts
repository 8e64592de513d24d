import { describe, expect, it } from "vitest";
import { emptyDocument, type PipelineDocument } from "../../canvas-core/document/document";
import { remove } from "../../canvas-core/drawing/removing";
import type { AuthoredBatch } from "../../canvas-core/drawing/sync";
import { isSame } from "../../canvas-core/json/json";
import { Refused, Unreachable } from "../../ports/failures";
import { TEST_CATALOGUE } from "../../testing/catalogue";
import { LATE_FLIGHTS, node } from "../../testing/documents";
import { InMemoryKeptEdits } from "../../testing/InMemoryKeptEdits";
import { InMemoryPipelineStore } from "../../testing/InMemoryPipelineStore";
import { SharedPipelines } from "../../testing/SharedPipelines";
import { seeded } from "../../testing/seeded";
import { DraftSession } from "./DraftSession";

const NOON = new Date("2026-01-01T12:00:00Z");

function tab(shared: SharedPipelines, seed: number, author = `Person ${seed}`) {
  const random = seeded(seed);
  const store = new InMemoryPipelineStore(shared, { catalogue: TEST_CATALOGUE, random, now: () => NOON, author });
  const kept = new InMemoryKeptEdits();
  const tasks: (() => void)[] = [];
  const surroundings = {
    now: () => NOON,
    random,
    later: (_ms: number, task: () => void) => {
      tasks.push(task);
      return () => tasks.splice(tasks.indexOf(task), 1);
    },
  };
  const ports = { pipelines: store, keptEdits: kept, surroundings };
  return { store, kept, tasks, random, open: () => DraftSession.open(LATE_FLIGHTS.id, ports) };
}

async function settled(): Promise<void> {
  // The store in memory answers in microtasks; a macrotask comes after all of them.
  await new Promise((resolve) => setImmediate(resolve));
}

const rename = (id: string, name: string) => ({
  label: "Rename",
  edits: [{ edit: "renameNode", node: id, name } as const],
});

describe("A draft session", () => {
  it("shows an act at once, then saves it", async () => {
    const shared = new SharedPipelines([LATE_FLIGHTS]);
    const session = await tab(shared, 1).open();
    expect(session.act(rename("late", "Too late"))).toBe(true);
    expect(session.snapshot().document.nodes[3]?.name).toBe("Too late");
    expect(session.snapshot().save).toEqual({ state: "saving" });
    await settled();
    expect(session.snapshot().save).toEqual({ state: "saved", at: NOON });
    expect(shared.drafts.get(LATE_FLIGHTS.id)?.document.nodes[3]?.name).toBe("Too late");
  });

  it("undoes and redoes, a deleted node with all that hung on it", async () => {
    const session = await tab(new SharedPipelines([LATE_FLIGHTS]), 1).open();
    const act = remove(LATE_FLIGHTS, TEST_CATALOGUE, { nodes: ["late", "weekly"], edges: [] });
    if (act) session.act(act);
    expect(session.snapshot().document.nodes).toHaveLength(4);
    session.undo();
    expect(isSame(session.snapshot().document, LATE_FLIGHTS)).toBe(true);
    session.redo();
    expect(session.snapshot().document.nodes).toHaveLength(4);
    session.undo();
    expect(isSame(session.snapshot().document, LATE_FLIGHTS)).toBe(true);
    expect(session.snapshot().history.undone).toHaveLength(1);
  });

  it("says why an act cannot be done, and changes nothing", async () => {
    const session = await tab(new SharedPipelines([LATE_FLIGHTS]), 1).open();
    expect(session.act(rename("nobody", "x"))).toBe(false);
    expect(session.snapshot().notice).toContain("`nobody` is not there");
    expect(session.snapshot().history.done).toEqual([]);
  });

  it("keeps edits while the store cannot be reached, counts them, and sends them later", async () => {
    const shared = new SharedPipelines([LATE_FLIGHTS]);
    const one = tab(shared, 1);
    const session = await one.open();
    one.store.cut();
    session.act(rename("late", "A"));
    session.act(rename("late", "B"));
    await settled();
    session.act(rename("late", "C"));
    await settled();
    expect(session.snapshot().save).toEqual({ state: "offline", edits: 3, keptIn: "browser" });
    one.store.mend();
    for (const task of one.tasks.splice(0)) task();
    await settled();
    expect(session.snapshot().save.state).toBe("saved");
    expect(shared.drafts.get(LATE_FLIGHTS.id)?.document.nodes[3]?.name).toBe("C");
  });

  it("says so, and keeps what was drawn, when the pipeline is gone", async () => {
    const shared = new SharedPipelines([LATE_FLIGHTS]);
    const one = tab(shared, 1);
    const session = await one.open();
    shared.drafts.delete(LATE_FLIGHTS.id);
    session.act(rename("late", "A"));
    await settled();
    expect(session.snapshot().notice).toBe("There is no pipeline late-flights");
    expect(session.snapshot().save).toEqual({ state: "offline", edits: 1, keptIn: "browser" });
    expect(session.snapshot().document.nodes[3]?.name).toBe("A");
    expect(one.tasks).toEqual([]);
  });

  it("catches up after a gap in what others did", async () => {
    const shared = new SharedPipelines([LATE_FLIGHTS]);
    const mine = tab(shared, 1);
    const session = await mine.open();
    const other = await tab(shared, 2).open();
    mine.store.cut();
    other.act(rename("late", "Unheard"));
    await settled();
    mine.store.mend();
    other.act(rename("weekly", "Heard"));
    await settled();
    expect(session.snapshot().document.nodes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Unheard", "Heard"]),
    );
  });

  it("tells a person whose edit another one made impossible", async () => {
    const shared = new SharedPipelines([LATE_FLIGHTS]);
    const mine = tab(shared, 1);
    const session = await mine.open();
    const other = await tab(shared, 2).open();
    mine.store.cut();
    session.act(rename("late", "Mine"));
    const act = remove(LATE_FLIGHTS, TEST_CATALOGUE, { nodes: ["late"], edges: [] });
    if (act) other.act(act);
    await settled();
    mine.store.mend();
    for (const task of mine.tasks.splice(0)) task();
    await settled();
    expect(session.snapshot().notice).toContain("`late` is not there");
    expect(isSame(session.snapshot().document, other.snapshot().document)).toBe(true);
    session.undo();
    expect(session.snapshot().history.done).toEqual([]);
  });

  it("loses nothing by a crash: the next tab sends what was kept, once", async () => {
    const shared = new SharedPipelines([LATE_FLIGHTS]);
    const one = tab(shared, 1);
    const session = await one.open();
    one.store.cut();
    session.act(rename("late", "A"));
    session.act({ label: "Add", edits: [{ edit: "addNode", node: node("kept", "filter") }] });
    await settled();
    session.close();
    one.store.mend();
    const again = await one.open();
    expect(again.snapshot().notice).toBe("2 edits that this browser had kept are saved now.");
    expect(shared.drafts.get(LATE_FLIGHTS.id)?.document.nodes.map(({ name, id }) => name || id)).toEqual(
      expect.arrayContaining(["A", "kept"]),
    );
    expect((await one.open()).snapshot().notice).toBeUndefined();
  });

  it("says less when the browser has no room to keep edits", async () => {
    const one = tab(new SharedPipelines([LATE_FLIGHTS]), 1);
    const session = await one.open();
    one.kept.hasRoom = false;
    one.store.cut();
    session.act(rename("late", "A"));
    await settled();
    expect(session.snapshot().save).toEqual({ state: "offline", edits: 1, keptIn: "tab" });
  });

  it("takes the news of its own batch for the answer that got lost", async () => {
    const shared = new SharedPipelines([LATE_FLIGHTS]);
    const one = tab(shared, 1);
    const session = await one.open();
    const answer = one.store.edit.bind(one.store);
    one.store.edit = async (...batch) => {
      await answer(...batch);
      throw new Unreachable();
    };
    session.act({ label: "Add", edits: [{ edit: "addNode", node: node("new", "filter") }] });
    await settled();
    one.store.edit = answer;
    const other = await tab(shared, 2).open();
    other.act(rename("new", "Seen"));
    for (const task of one.tasks.splice(0)) task();
    await settled();
    expect(session.snapshot()).toMatchObject({ waiting: 0, notice: undefined, save: { state: "saved" } });
    expect(isSame(session.snapshot().document, other.snapshot().document)).toBe(true);
  });

  it("drops a batch that the store cannot understand, says so and goes on", async () => {
    const one = tab(new SharedPipelines([LATE_FLIGHTS]), 1);
    const session = await one.open();
    const answer = one.store.edit.bind(one.store);
    one.store.edit = async () => {
      throw new Refused("The edit is too large", 413, "tooLarge");
    };
    session.act(rename("late", "A"));
    await settled();
    one.store.edit = answer;
    expect(session.snapshot().notice).toContain("The edit is too large");
    expect(session.snapshot()).toMatchObject({ waiting: 0, save: { state: "saved" } });
  });

  it("reads the draft anew when the store does not remember its version, and sends again", async () => {
    const shared = new SharedPipelines([LATE_FLIGHTS]);
    const one = tab(shared, 1);
    const session = await one.open();
    one.store.cut();
    session.act(rename("late", "Mine"));
    const other = await tab(shared, 2).open();
    other.act(rename("weekly", "Theirs"));
    await settled();
    const answer = one.store.edit.bind(one.store);
    one.store.edit = async (id, base, batch) => {
      if (base === 0) throw new Refused("The base is too old", 409, "edit.base");
      return answer(id, base, batch);
    };
    one.store.mend();
    for (const task of one.tasks.splice(0)) task();
    await settled();
    expect(session.snapshot()).toMatchObject({ waiting: 0, version: 2, save: { state: "saved" } });
    expect(isSame(session.snapshot().document, other.snapshot().document)).toBe(true);
  });

  it("tells both when one overwrote a field of the other", async () => {
    const shared = new SharedPipelines([LATE_FLIGHTS]);
    const ada = tab(shared, 1, "Ada");
    const ben = tab(shared, 2, "Ben");
    const [adas, bens] = await Promise.all([ada.open(), ben.open()]);
    ada.store.cut();
    adas.act(rename("late", "Hers"));
    await settled();
    bens.act(rename("late", "His"));
    await settled();
    ada.store.mend();
    for (const task of ada.tasks.splice(0)) task();
    await settled();
    expect(adas.snapshot().overwrites).toMatchObject([
      { field: "late/name", author: "Ben", mine: "Hers", theirs: "His", holds: "mine" },
    ]);
    expect(bens.snapshot().overwrites).toMatchObject([
      { field: "late/name", author: "Ada", mine: "His", theirs: "Hers", holds: "theirs" },
    ]);
    bens.dismissOverwrites();
    expect(bens.snapshot().overwrites).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5])(
    "ends with one document for two tabs at 200 random edits each, one offline (seed %i)",
    async (seed) => {
      const shared = new SharedPipelines([LATE_FLIGHTS]);
      const tabs = [tab(shared, seed), tab(shared, seed + 100)];
      const sessions = await Promise.all(tabs.map(({ open }) => open()));
      const [offline] = tabs;
      const shown = sessions.map((session) => {
        const texts = new Set<string | undefined>();
        session.subscribe(() => {
          for (const { mine } of session.snapshot().overwrites) texts.add(mine);
        });
        return texts;
      });
      // What each person gave a field last and did not take away.
      const given = sessions.map(() => new Map<string, string>());
      for (let i = 0; i < 200; i++) {
        if (i === 50) offline?.store.cut();
        if (i === 120) offline?.store.mend();
        for (const [at, session] of sessions.entries()) {
          const before = valuesIn(session.snapshot().document);
          randomAct(session, tabs[at]?.random ?? Math.random);
          for (const [field, value] of valuesIn(session.snapshot().document)) {
            if (before.get(field) !== value) given[at]?.set(field, value);
            before.delete(field);
          }
          for (const field of before.keys()) given[at]?.delete(field);
        }
        if (i % 7 === 0) await settled();
        for (const { tasks } of tabs) for (const task of tasks.splice(0)) task();
      }
      await settled();
      const stored = shared.drafts.get(LATE_FLIGHTS.id)?.document;
      for (const session of sessions) {
        expect(session.snapshot().save.state).toBe("saved");
        expect(isSame(session.snapshot().document, stored)).toBe(true);
      }
      expect(isSame(stored, emptyDocument(LATE_FLIGHTS.id, ""))).toBe(false);
      const lost = lostValues(shared.drafts.get(LATE_FLIGHTS.id)?.since(0) ?? []);
      const isShown = ({ author, field, value }: Given) => {
        const at = author === `Person ${seed}` ? 0 : 1;
        return shown[at]?.has(value) || given[at]?.get(field) !== value;
      };
      expect(lost.length).toBeGreaterThan(5);
      expect(lost.filter((value) => !isShown(value))).toEqual([]);
    },
  );
});

interface Given {
  readonly author: string;
  readonly field: string;
  readonly value: string;
}

/** The names and conditions of a document's nodes, by `node/name` and `node/condition`. */
function valuesIn({ nodes }: PipelineDocument): Map<string, string> {
  return new Map(
    nodes.flatMap(({ id, name, config }) => [
      [`${id}/name`, name] as const,
      ...("condition" in config ? [[`${id}/condition`, String(config.condition)] as const] : []),
    ]),
  );
}

/** The names and conditions that a person gave a node last and another one replaced, by the store's log. */
function lostValues(log: readonly AuthoredBatch[]): readonly Given[] {
  const last = new Map<string, Given>();
  const lost = new Map<string, Given>();
  for (const { author, edits } of log) {
    for (const edit of edits) {
      if (edit.edit === "removeNode" || edit.edit === "addNode") {
        const id = edit.edit === "removeNode" ? edit.node : edit.node.id;
        for (const field of ["name", "condition"]) last.delete(`${id}/${field}`);
      } else if (edit.edit === "renameNode" || edit.edit === "setConfig") {
        const field = `${edit.node}/${edit.edit === "renameNode" ? "name" : "condition"}`;
        const value = edit.edit === "renameNode" ? edit.name : String(edit.value);
        const before = last.get(field);
        lost.delete(`${field} ${author}`);
        if (before && before.author !== author && before.value !== value) lost.set(`${field} ${before.author}`, before);
        last.set(field, { author, field, value });
      }
    }
  }
  return [...lost.values()];
}

function randomAct(session: DraftSession, random: () => number): void {
  const { document } = session.snapshot();
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const chosen = pick(document.nodes);
  const dice = random();
  if (dice < 0.2 || !chosen) {
    const id = `n${Math.floor(random() * 60)}`;
    session.act({ label: "Add", edits: [{ edit: "addNode", node: node(id, "filter") }] });
  } else if (dice < 0.35) {
    session.act({ label: "Remove", edits: [{ edit: "removeNode", node: chosen.id }] });
  } else if (dice < 0.55) {
    session.act(rename(chosen.id, String(random())));
  } else if (dice < 0.7) {
    const value = String(random());
    session.act({ label: "Set", edits: [{ edit: "setConfig", node: chosen.id, path: [{ key: "condition" }], value }] });
  } else if (dice < 0.8) {
    const place = { x: Math.round(random() * 100) * 8, y: 0 };
    session.act({ label: "Move", edits: [{ edit: "moveNodes", positions: { [chosen.id]: place } }] });
  } else if (dice < 0.9) {
    const to = pick(document.nodes);
    const edge = { from: { node: chosen.id, port: "out" }, to: { node: to?.id ?? chosen.id, port: "in" } };
    session.act({ label: "Connect", edits: [{ edit: "addEdge", edge }] });
  } else if (dice < 0.96) {
    session.undo();
  } else {
    session.redo();
  }
}
