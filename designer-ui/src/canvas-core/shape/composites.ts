import { idOf, type Step, stepTo } from "../document/fieldPath";
import { isArray, isObject, isSame, type Json, type JsonObject, member } from "../json/json";
import type { Codec, Of } from "./codec";
import { wrongType } from "./scalars";

/** How one member of an object is read: it must be there, may be missing, or means a default when missing. */
export interface Member<T, K extends Presence> {
  readonly presence: K;
  readonly codec: Codec<T>;
  readonly defaultJson?: Json;
}

type Presence = "required" | "optional" | "default";
type Members = Readonly<Record<string, Member<unknown, Presence>>>;
type Optionals<M> = { [K in keyof M]: M[K] extends Member<unknown, "optional"> ? K : never }[keyof M];
type Part<M> = M extends Member<infer T, Presence> ? T : never;

/** The values an object codec with these members reads. */
export type ObjectOf<M> = { readonly [K in Exclude<keyof M, Optionals<M>>]: Part<M[K]> } & {
  readonly [K in Optionals<M>]?: Part<M[K]>;
};

export function required<T>(codec: Codec<T>): Member<T, "required"> {
  return { presence: "required", codec };
}

export function optional<T>(codec: Codec<T>): Member<T, "optional"> {
  return { presence: "optional", codec };
}

/** A member that is left out when it equals this. */
export function withDefault<T>(codec: Codec<T>, defaultJson: Json): Member<T, "default"> {
  return { presence: "default", codec, defaultJson };
}

/** An object with these members and no others. */
export function object<M extends Members>(members: M, tag?: string): Codec<ObjectOf<M>> {
  const known = Object.entries(members);
  return {
    expected: "an object",
    read(json, at, report) {
      if (!isObject(json)) return wrongType("an object", json, at, report);
      let isSound = true;
      for (const key of Object.keys(json)) {
        if (key !== tag && !Object.hasOwn(members, key)) {
          report({ code: "key.unknown", message: `The key \`${key}\` is not known`, fieldPath: [...at, { key }] });
          isSound = false;
        }
      }
      const values: Record<string, unknown> = {};
      for (const [key, { presence, codec, defaultJson }] of known) {
        const there = member(json, key);
        const given = there === null && !codec.takesNull ? undefined : there;
        if (given === undefined && presence === "optional") continue;
        const present = given === undefined ? defaultJson : given;
        const fieldPath = [...at, { key }];
        if (present === undefined) {
          const message = `\`${key}\` is missing; it must be ${codec.expected}`;
          report({ code: "value.missing", message, fieldPath });
          isSound = false;
          continue;
        }
        const value = codec.read(present, fieldPath, report);
        isSound &&= value !== undefined;
        values[key] = value;
      }
      return isSound ? (values as ObjectOf<M>) : undefined;
    },
    write(value) {
      const parts = value as Readonly<Record<string, unknown>>;
      const written: Record<string, Json> = {};
      for (const [key, { codec, defaultJson }] of known) {
        const part = parts[key];
        if (part === undefined) continue;
        const json = codec.write(part);
        if (defaultJson === undefined || !isSame(json, defaultJson)) written[key] = json;
      }
      return written;
    },
  };
}

/** A list; `identity` names what must not stand twice in it. */
export function list<T>(element: Codec<T>, identity?: (json: Json) => string | undefined): Codec<readonly T[]> {
  return {
    expected: "a list",
    read(json, at, report) {
      if (!isArray(json)) return wrongType("a list", json, at, report);
      const seen = new Set<string>();
      let isSound = true;
      const values = json.map((part, index) => {
        const fieldPath = [...at, stepTo(json, index)];
        const id = identity?.(part);
        if (id !== undefined && seen.has(id)) {
          report({ code: "id.duplicate", message: `\`${id}\` stands twice; each may stand once`, fieldPath });
          isSound = false;
        } else if (id !== undefined) {
          seen.add(id);
        }
        const value = element.read(part, fieldPath, report);
        isSound &&= value !== undefined;
        return value;
      });
      return isSound ? (values as T[]) : undefined;
    },
    write: (values) => values.map((value) => element.write(value)),
  };
}

/** A list whose elements have an `id` each. */
export function listById<T>(element: Codec<T>): Codec<readonly T[]> {
  return list(element, idOf);
}

/** An object with any keys of one spelling and values of one type. */
export function map<T>(keys: Codec<string>, values: Codec<T>): Codec<Readonly<Record<string, T>>> {
  return {
    expected: "an object",
    read(json, at, report) {
      if (!isObject(json)) return wrongType("an object", json, at, report);
      let isSound = true;
      const entries = Object.entries(json).map(([key, part]): [string, T | undefined] => {
        const step: Step = { key };
        const name = keys.read(key, [...at, step], report);
        const value = values.read(part, [...at, step], report);
        isSound &&= name !== undefined && value !== undefined;
        return [key, value];
      });
      return isSound ? (Object.fromEntries(entries) as Record<string, T>) : undefined;
    },
    write: (value) => Object.fromEntries(Object.entries(value).map(([key, part]) => [key, values.write(part)])),
  };
}

type Tagged<Tag extends string, V> = { [K in keyof V & string]: { readonly [T in Tag]: K } & Of<V[K]> }[keyof V &
  string];

/** One of several objects, told apart by the member `tag`. The codecs of the variants do not know it. */
export function union<Tag extends string, V extends Readonly<Record<string, (tag: string) => Codec<unknown>>>>(
  tag: Tag,
  variants: V,
): Codec<Tagged<Tag, { [K in keyof V]: ReturnType<V[K]> }>> {
  type Value = Tagged<Tag, { [K in keyof V]: ReturnType<V[K]> }>;
  const codecs = new Map<string, Codec<unknown>>(Object.entries(variants).map(([name, make]) => [name, make(tag)]));
  const expected = "an object";
  return {
    expected,
    read(json, at, report) {
      if (!isObject(json)) return wrongType(expected, json, at, report);
      const name = member(json, tag);
      const fieldPath = [...at, { key: tag }];
      if (name === undefined) {
        report({ code: "value.missing", message: `\`${tag}\` is missing`, fieldPath });
        return undefined;
      }
      if (typeof name !== "string") return wrongType("text", name, fieldPath, report);
      const codec = codecs.get(name);
      if (!codec) {
        const names = [...codecs.keys()].slice(0, 12).join("`, `");
        report({
          code: "value.unknown",
          message: `\`${tag}\` must be one of \`${names}\`, not \`${name}\``,
          fieldPath,
        });
        return undefined;
      }
      const value = codec.read(json, at, report);
      return value === undefined ? undefined : ({ ...value, [tag]: name } as Value);
    },
    write(value) {
      const name = String((value as Readonly<Record<string, unknown>>)[tag]);
      const codec = codecs.get(name);
      if (!codec) throw new RangeError(`There is no \`${tag}\` \`${name}\``);
      return { ...(codec.write(value) as JsonObject), [tag]: name };
    },
  };
}

/** A variant of a union, with these members. */
export function variant<M extends Members>(members: M): (tag: string) => Codec<ObjectOf<M>> {
  return (tag) => object(members, tag);
}

/** A codec that is looked up when used, for types that hold themselves. */
export function lazy<T>(codec: () => Codec<T>): Codec<T> {
  return {
    get expected() {
      return codec().expected;
    },
    read: (json, at, report) => codec().read(json, at, report),
    write: (value) => codec().write(value),
  };
}
