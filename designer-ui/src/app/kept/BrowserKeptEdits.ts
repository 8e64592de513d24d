import { EDIT } from "../../canvas-core/draft/edit";
import type { Batch } from "../../canvas-core/drawing/sync";
import { print } from "../../canvas-core/json/canonicalJson";
import { parseJson } from "../../canvas-core/json/jsonText";
import { readOrThrow } from "../../canvas-core/shape/codec";
import { list, object, required } from "../../canvas-core/shape/composites";
import { TEXT } from "../../canvas-core/shape/scalars";
import type { KeptEdits } from "../../ports/KeptEdits";

const BATCHES = list(object({ clientEditId: required(TEXT), edits: required(list(EDIT)) }));

/** Tells whether the tab that keeps edits under a name is still there. */
export interface Tabs {
  /** The name of this tab. */
  readonly own: string;
  isAlive(tab: string): Promise<boolean>;
}

/**
 * Edits in the browser's storage, under `millrace/edits/WORKSPACE/PIPELINE/TAB`. Each tab has a place of its own, so that
 * none overwrites another's; who opens a pipeline takes over the places of tabs that are gone.
 */
export class BrowserKeptEdits implements KeptEdits {
  constructor(
    private readonly workspace: string,
    private readonly storage: Storage,
    private readonly tabs: Tabs,
  ) {}

  keep(pipeline: string, waiting: readonly Batch[]): boolean {
    const place = this.placeOf(pipeline, this.tabs.own);
    try {
      if (waiting.length === 0) this.storage.removeItem(place);
      else this.storage.setItem(place, print(BATCHES.write(waiting)));
      return true;
    } catch {
      // Full, or forbidden by the browser's settings: the words in the bar then promise less.
      return false;
    }
  }

  async takeOver(pipeline: string): Promise<readonly Batch[]> {
    const prefix = this.placeOf(pipeline, "");
    const left: Batch[] = [];
    for (const place of this.places(prefix)) {
      const tab = place.slice(prefix.length);
      if (tab !== this.tabs.own && (await this.tabs.isAlive(tab))) continue;
      left.push(...this.readAt(place));
      if (tab !== this.tabs.own && this.keep(pipeline, left)) this.storage.removeItem(place);
    }
    return left;
  }

  private places(prefix: string): readonly string[] {
    try {
      return Array.from({ length: this.storage.length }, (_, i) => this.storage.key(i) ?? "")
        .filter((place) => place.startsWith(prefix))
        .toSorted();
    } catch {
      return [];
    }
  }

  private readAt(place: string): readonly Batch[] {
    try {
      return readOrThrow(BATCHES, parseJson(this.storage.getItem(place) ?? "[]"));
    } catch {
      // Written by another version with edits that this one does not know: nothing that could be sent.
      return [];
    }
  }

  private placeOf(pipeline: string, tab: string): string {
    return `millrace/edits/${this.workspace}/${pipeline}/${tab}`;
  }
}
