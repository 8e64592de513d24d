import { DEEPEST, ExactNumber, type Json } from "./json";

/** The longest text that is read: far above the largest document the limits of the model allow. */
export const LONGEST_TEXT = 20_000_000;

/** Says where and why a text is no JSON. */
export class JsonSyntaxError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(`${message} (character ${offset + 1})`);
  }
}

/**
 * Reads JSON. `JSON.parse` would do, but it rounds numbers to doubles, takes the last of two equal keys and has no limit.
 *
 * @throws JsonSyntaxError
 */
export function parseJson(text: string): Json {
  if (text.length > LONGEST_TEXT) {
    throw new JsonSyntaxError(`The text is longer than ${LONGEST_TEXT} characters`, LONGEST_TEXT);
  }
  return new Parser(text).whole();
}

const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a string.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): Json {
    const value = this.value(0);
    this.take(BLANK);
    if (this.at < this.text.length) {
      throw this.error("Nothing may follow the value");
    }
    return value;
  }

  private value(level: number): Json {
    this.take(BLANK);
    switch (this.text[this.at]) {
      case "{":
        return this.object(level + 1);
      case "[":
        return this.array(level + 1);
      case '"':
        return this.string();
      default:
        return this.wordOrNumber();
    }
  }

  private wordOrNumber(): Json {
    const start = this.at;
    const word = this.take(WORD);
    if (word !== undefined) {
      return WORDS[word] ?? null;
    }
    const number = this.take(NUMBER);
    if (number === undefined) {
      throw this.error("A value is missing here");
    }
    try {
      return ExactNumber.of(number);
    } catch (e) {
      throw new JsonSyntaxError(e instanceof Error ? e.message : String(e), start);
    }
  }

  private object(level: number): Json {
    const members = new Map<string, Json>();
    this.parts("}", level, () => {
      const start = this.at;
      const key = this.string();
      if (members.has(key)) {
        throw new JsonSyntaxError(`The key \`${key}\` stands twice`, start);
      }
      this.take(BLANK);
      this.expect(":");
      members.set(key, this.value(level));
    });
    return Object.fromEntries(members);
  }

  private array(level: number): Json {
    const elements: Json[] = [];
    this.parts("]", level, () => elements.push(this.value(level)));
    return elements;
  }

  private parts(close: string, level: number, part: () => void): void {
    if (level > DEEPEST) {
      throw this.error(`The value is nested deeper than ${DEEPEST} levels`);
    }
    this.at++;
    this.take(BLANK);
    if (this.text[this.at] === close) {
      this.at++;
      return;
    }
    for (;;) {
      this.take(BLANK);
      part();
      this.take(BLANK);
      if (this.text[this.at] === close) {
        this.at++;
        return;
      }
      this.expect(",");
    }
  }

  private string(): string {
    const start = this.at;
    const spelling = this.take(STRING);
    if (spelling === undefined) {
      throw this.error("A text in quotes is missing or broken here");
    }
    const value: unknown = JSON.parse(spelling);
    if (typeof value !== "string" || /[\ud800-\udfff]/u.test(value)) {
      throw new JsonSyntaxError("The text holds half of a surrogate pair", start);
    }
    return value;
  }

  private expect(sign: string): void {
    if (this.text[this.at] !== sign) {
      throw this.error(`\`${sign}\` is missing here`);
    }
    this.at++;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private error(message: string): JsonSyntaxError {
    return new JsonSyntaxError(message, this.at);
  }
}
