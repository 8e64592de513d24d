import type { Column } from "../drawing/checked";
import { identifier } from "./identifiers";

/** A function as far as completion needs it. */
export interface KnownFunction {
  readonly name: string;
  readonly signatures: readonly string[];
  readonly summary: string;
  readonly example?: string;
  /** Where the answer is not Flink's. */
  readonly difference?: string;
}

/** Something that may stand at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: "column" | "function" | "word";
  /** What is inserted, and how far behind its start the cursor then stands. */
  readonly text: string;
  readonly cursor: number;
  /** Beside the label: a column's type, a function's signature. */
  readonly detail: string;
  readonly info: string | undefined;
}

export interface Completions {
  /** Where what they replace begins; it ends at the cursor. */
  readonly from: number;
  readonly options: readonly Completion[];
}

const WORDS = [
  "AND",
  "OR",
  "NOT",
  "IS NULL",
  "IS NOT NULL",
  "BETWEEN",
  "IN",
  "LIKE",
  "CASE",
  "WHEN",
  "THEN",
  "ELSE",
  "END",
  "TRUE",
  "FALSE",
  "NULL",
];

/**
 * What may stand at a place of an expression, finished or not: the columns that are really there, functions, a few words.
 * Nothing inside a string or a number. The text before the cursor alone decides, so a missing bracket is no hindrance.
 */
export function completionsAt(
  text: string,
  cursor: number,
  columns: readonly Column[],
  functions: readonly KnownFunction[],
): Completions | undefined {
  const before = text.slice(0, cursor);
  const open = openQuote(before);
  if (open?.quote === "'") return undefined;
  if (open) return { from: open.at, options: columns.map((column) => columnOption(column, true)) };
  const word = /[A-Za-z_][A-Za-z0-9_]*$/.exec(before)?.[0] ?? "";
  if (word === "" && /[0-9.]$/.test(before)) return undefined;
  return {
    from: cursor - word.length,
    options: [
      ...columns.map((column) => columnOption(column, false)),
      ...functions.map(functionOption),
      ...WORDS.map(
        (label): Completion => ({
          label,
          kind: "word",
          text: label,
          cursor: label.length,
          detail: "",
          info: undefined,
        }),
      ),
    ],
  };
}

/** The string or quoted name that is still open at the end of a text. */
function openQuote(text: string): { readonly quote: string; readonly at: number } | undefined {
  let open: { quote: string; at: number } | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    // A doubled quote closes and opens again, which comes to the same.
    if (open) {
      if (character === open.quote) open = undefined;
    } else if (character === "'" || character === "`") {
      open = { quote: character, at };
    }
  }
  return open;
}

function columnOption({ name, type, nullable }: Column, isQuoted: boolean): Completion {
  const text = isQuoted ? `\`${name.replaceAll("`", "``")}\`` : identifier(name);
  return {
    label: name,
    kind: "column",
    text,
    cursor: text.length,
    detail: nullable ? type : `${type} NOT NULL`,
    info: undefined,
  };
}

function functionOption({ name, signatures, summary, example, difference }: KnownFunction): Completion {
  const takesNothing = signatures.length > 0 && signatures.every((signature) => signature.includes("()"));
  const inBrackets = signatures.length > 0 && signatures.every((signature) => signature.startsWith(`${name}[`));
  const text = takesNothing ? `${name}()` : `${name}${inBrackets ? "[" : "("}`;
  return {
    label: name,
    kind: "function",
    text,
    cursor: text.length,
    detail: signatures[0] ?? "",
    info: [
      ...signatures,
      summary,
      example === undefined ? "" : `Such as ${example}`,
      difference === undefined ? "" : `Not as Flink: ${difference}`,
    ]
      .filter(Boolean)
      .join("\n"),
  };
}
