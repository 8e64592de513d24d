import type { Column } from "../drawing/checked";
import type { Table } from "../drawing/columns";
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
  readonly kind: "column" | "function" | "table" | "word";
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

const QUERY_WORDS = [
  "SELECT",
  "DISTINCT",
  "FROM",
  "WHERE",
  "GROUP BY",
  "HAVING",
  "JOIN",
  "LEFT JOIN",
  "ON",
  "AS",
  "WITH",
  "UNION ALL",
  "EXISTS",
  "OVER",
  "PARTITION BY",
  "ORDER BY",
  "LIMIT",
  "TABLE(TUMBLE(TABLE",
  "TABLE(HOP(TABLE",
  "TABLE(SESSION(TABLE",
  "TABLE(CUMULATE(TABLE",
  "DESCRIPTOR(",
  "window_start",
  "window_end",
];

/**
 * What may stand at a place of a query: what an expression may hold, the inputs, and words of queries. Behind the name of an input,
 * or of what the query calls one, and a dot: its columns.
 */
export function queryCompletionsAt(
  text: string,
  cursor: number,
  tables: readonly Table[],
  functions: readonly KnownFunction[],
): Completions | undefined {
  const columns = unique(tables.flatMap((table) => table.columns));
  const found = completionsAt(text, cursor, columns, functions);
  const qualified = /([A-Za-z_][A-Za-z0-9_]*)\.([A-Za-z_][A-Za-z0-9_]*)?$/.exec(text.slice(0, cursor));
  if (qualified && (found || text.charAt(cursor - 1) === ".") && !openQuote(text.slice(0, cursor))) {
    const [, alias = "", word = ""] = qualified;
    const table = tables.find(({ name }) => name === tableCalled(text, alias, tables));
    const of = table?.columns ?? columns;
    return { from: cursor - word.length, options: of.map((column) => columnOption(column, false)) };
  }
  if (!found || openQuote(text.slice(0, cursor))) return found;
  return {
    from: found.from,
    options: [
      ...found.options,
      ...tables.map(({ name }): Completion => {
        const written = identifier(name);
        return { label: name, kind: "table", text: written, cursor: written.length, detail: "input", info: undefined };
      }),
      ...QUERY_WORDS.map(
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

/** The input that an alias stands for: `FROM bid AS b` and `JOIN bid b`. */
function tableCalled(text: string, alias: string, tables: readonly Table[]): string | undefined {
  if (tables.some(({ name }) => name === alias)) return alias;
  const named = new RegExp(`([A-Za-z_][A-Za-z0-9_]*)\\s+(?:AS\\s+)?${alias}\\b`, "gi");
  for (const [, table] of text.matchAll(named)) {
    if (tables.some(({ name }) => name === table)) return table;
  }
  return undefined;
}

function unique(columns: readonly Column[]): readonly Column[] {
  return [...new Map(columns.map((column) => [column.name, column])).values()];
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
