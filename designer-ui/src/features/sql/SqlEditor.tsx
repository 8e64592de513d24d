import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  completionKeymap,
  completionStatus,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, insertNewline } from "@codemirror/commands";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder, tooltips } from "@codemirror/view";
import { type RefObject, useEffect, useRef } from "react";
import { type Completions, completionsAt, queryCompletionsAt } from "../../canvas-core/sql/completions";
import type { CodeEditorProps } from "./CodeEditor";
import { editorTheme } from "./editorTheme";
import { sqlLanguage } from "./sqlLanguage";

/** An expression with what is known about it: columns and functions to complete, problems where they are. */
export function SqlEditor(props: CodeEditorProps) {
  const { value, problems } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const latest = useRef(props);
  latest.current = props;

  // One editor for the life of the field; it reads `latest`.
  useEffect(() => {
    if (!host.current) return;
    const view = new EditorView({ parent: host.current, state: startOf(latest) });
    editor.current = view;
    return () => {
      commit(view, latest.current);
      view.destroy();
    };
  }, []);

  useEffect(() => {
    const view = editor.current;
    const known = view?.state.doc.toString();
    if (view && known !== value) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const view = editor.current;
    // What the check said of another text does not fit the one that is being typed.
    if (!view || view.state.doc.toString() !== value) return;
    const found = problems.map((problem) => diagnosticOf(problem, value.length, latest));
    view.dispatch(setDiagnostics(view.state, found));
  }, [problems, value]);

  return <div ref={host} />;
}

function startOf(latest: RefObject<CodeEditorProps>): EditorState {
  const { value, label, placeholder: hint, isMultiline, tables } = latest.current;
  const hand = (view: EditorView) => {
    commit(view, latest.current);
    return true;
  };
  return EditorState.create({
    doc: value,
    extensions: [
      history(),
      drawSelection(),
      closeBrackets(),
      tooltips({ position: "fixed", parent: document.body }),
      autocompletion({
        override: [(context) => complete(context, latest.current)],
        icons: false,
        defaultKeymap: false,
        interactionDelay: 0,
      }),
      keymap.of([
        {
          key: "Escape",
          run: (view) => {
            if (completionStatus(view.state) === "active") return false;
            const before = latest.current.value;
            view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: before } });
            return true;
          },
        },
        ...completionKeymap,
        tables ? { key: "Mod-Enter", run: hand } : { key: "Enter", run: hand, shift: insertNewline },
        ...historyKeymap,
        // Tab leaves the field, as in all others.
        ...defaultKeymap.filter(({ key }) => key !== "Tab" && (key !== "Enter" || tables !== undefined)),
      ]),
      EditorView.domEventHandlers({ blur: (_, view) => void commit(view, latest.current) }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        "aria-label": label,
        "aria-multiline": String(isMultiline),
        spellcheck: "false",
      }),
      placeholder(hint),
      sqlLanguage,
      editorTheme,
    ],
  });
}

function commit(view: EditorView, { value, commit: hand }: CodeEditorProps): void {
  const text = view.state.doc.toString();
  if (text !== value) hand(text);
}

function complete(
  context: CompletionContext,
  { columns, tables, functions }: CodeEditorProps,
): CompletionResult | null {
  const text = context.state.doc.toString();
  const found = tables
    ? queryCompletionsAt(text, context.pos, tables, functions)
    : completionsAt(text, context.pos, columns, functions);
  if (
    !found ||
    (!context.explicit &&
      ((found.from === context.pos && text.charAt(context.pos - 1) !== ".") ||
        isComplete(found, text.slice(found.from, context.pos))))
  ) {
    return null;
  }
  return {
    from: found.from,
    options: found.options.map(({ label, kind, detail, info, text: insert, cursor }) => ({
      label,
      detail,
      type: kind,
      boost: kind === "column" ? 2 : kind === "table" || kind === "function" ? 1 : 0,
      ...(info !== undefined && { info }),
      apply: (view, _, from, to) =>
        view.dispatch({
          changes: { from, to, insert },
          selection: { anchor: from + cursor },
          userEvent: "input.complete",
        }),
    })),
  };
}

/** Whether a word is written out and could become nothing longer, so that Enter may hand the text over. */
function isComplete({ options }: Completions, word: string): boolean {
  const starting = options.filter(({ label }) => label.toLowerCase().startsWith(word.toLowerCase()));
  return starting.length === 1 && starting[0]?.text === word;
}

function diagnosticOf(
  problem: CodeEditorProps["problems"][number],
  length: number,
  latest: RefObject<CodeEditorProps>,
): Diagnostic {
  const { start, end } = problem.range ?? { start: 0, end: length };
  return {
    from: Math.min(start, length),
    to: Math.min(Math.max(end, start), length),
    severity: problem.severity ?? "error",
    message: problem.message,
    actions: (problem.fixes ?? []).map((fix) => ({
      name: fix.label.replaceAll("`", ""),
      apply: () => latest.current.fix(fix),
    })),
  };
}
