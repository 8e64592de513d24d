import { useEffect, useRef } from "react";
import { usePorts } from "../../app/Ports";
import type { Point } from "../../canvas-core/document/document";
import { NOTHING, type Selection } from "../../canvas-core/drawing/acts";
import { fragmentOf, readFragment, writeFragment } from "../../canvas-core/drawing/fragment";
import { paste } from "../../canvas-core/drawing/pasting";
import { remove } from "../../canvas-core/drawing/removing";
import { isInField } from "../commands";
import type { DraftSession } from "../pipeline/DraftSession";

/** Where no clipboard may be asked for outside of its own keys. */
const ONLY_BY_KEYS = "On a page without HTTPS the browser gives the clipboard to keys only";

/**
 * The clipboard holds nodes as plain JSON. Its keys come as events of the browser, which work on every page; commands ask
 * for the clipboard, which browsers allow on secure pages only.
 */
export function useClipboard(
  session: DraftSession,
  selection: Selection,
  select: (selection: Selection) => void,
  /** Where on the canvas pasted nodes go. */
  middle: () => Point,
) {
  const { random } = usePorts().surroundings;

  const copied = (): string | undefined => {
    const fragment = fragmentOf(session.snapshot().document, selection.nodes);
    return fragment.nodes.length === 0 ? undefined : writeFragment(fragment);
  };
  const removeCut = () => {
    const { document, catalogue } = session.snapshot();
    const act = remove(document, catalogue, selection);
    if (act && session.act({ ...act, label: act.label.replace("Delete", "Cut") })) select(NOTHING);
  };
  const pasted = (text: string) => {
    const { fragment, why } = readFragment(text);
    if (!fragment) return session.say(why);
    const { document, catalogue } = session.snapshot();
    const act = paste(document, catalogue, fragment, random, middle());
    if (session.act(act)) select({ nodes: act.nodes, edges: [] });
  };

  const current = useRef({ copied, removeCut, pasted });
  current.current = { copied, removeCut, pasted };
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      // Words that are marked on the page are meant before nodes.
      if (event.defaultPrevented || isInField(event.target) || document.getSelection()?.isCollapsed === false) return;
      const text = current.current.copied();
      if (text === undefined || !event.clipboardData) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
      if (event.type === "cut") current.current.removeCut();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isInField(event.target) || !event.clipboardData) return;
      event.preventDefault();
      current.current.pasted(event.clipboardData.getData("text/plain"));
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, []);

  const ask = async (keys: string, use: (clipboard: Clipboard) => Promise<void>) => {
    // Absent on pages without HTTPS, whatever its type says.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (!clipboard) return session.say(`${ONLY_BY_KEYS}: press ${keys}.`);
    try {
      await use(clipboard);
    } catch {
      session.say(`The browser did not give the clipboard: press ${keys}.`);
    }
  };
  return {
    copy: () => void ask("Ctrl C", (clipboard) => clipboard.writeText(copied() ?? "")),
    cut: () => void ask("Ctrl X", (clipboard) => clipboard.writeText(copied() ?? "").then(removeCut)),
    paste: () => void ask("Ctrl V", (clipboard) => clipboard.readText().then(pasted)),
  };
}
