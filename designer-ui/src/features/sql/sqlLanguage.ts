import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const KEYWORDS =
  /^(?:ALL|AND|AS|ASC|BETWEEN|BOTH|BY|CASE|CAST|CROSS|CUMULATE|CURRENT|DAY|DESC|DESCRIPTOR|DISTINCT|ELSE|END|EXISTS|EXTRACT|FALSE|FILTER|FIRST|FROM|FULL|GROUP|HAVING|HOP|HOUR|IN|INNER|INTERVAL|IS|JOIN|LAST|LEADING|LEFT|LIKE|LIMIT|MINUTE|MONTH|NOT|NULL|NULLS|ON|OR|ORDER|OUTER|OVER|PARTITION|PRECEDING|RANGE|RIGHT|ROW|ROWS|SECOND|SELECT|SESSION|TABLE|THEN|TRAILING|TRUE|TUMBLE|UNBOUNDED|UNION|WHEN|WHERE|WINDOW|WITH|YEAR)$/i;

/** Enough of SQL's words to colour an expression; what is right and wrong the check says. */
const SQL = StreamLanguage.define({
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^'(?:[^']|'')*'?/)) return "string";
    if (stream.match(/^`(?:[^`]|``)*`?/)) return "variableName";
    if (stream.match(/^\d+(?:\.\d*)?(?:[eE][+-]?\d+)?/)) return "number";
    if (stream.match(/^--.*/)) return "comment";
    if (stream.match(/^\$\{[^}]*\}?/)) return "variableName";
    const word = stream.match(/^[A-Za-z_][A-Za-z0-9_]*/);
    if (word) {
      const text = stream.current();
      if (KEYWORDS.test(text)) return "keyword";
      return stream.peek() === "(" ? "function" : "variableName";
    }
    stream.next();
    return null;
  },
  tokenTable: { function: tags.function(tags.variableName) },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--mr-accent-strong)", fontWeight: "600" },
  { tag: tags.function(tags.variableName), color: "var(--mr-accent-strong)" },
  { tag: tags.string, color: "var(--mr-text-soft)" },
  { tag: tags.comment, color: "var(--mr-text-faint)" },
]);

export const sqlLanguage = [SQL, syntaxHighlighting(COLOURS)];
