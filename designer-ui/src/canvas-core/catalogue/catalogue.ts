import { type Node, PORT_PATTERN, TYPE } from "../document/document";
import { isArray, isObject, type Json, type JsonObject, member } from "../json/json";
import type { Codec, Of } from "../shape/codec";
import { lazy, list, object, optional, required, union, variant, withDefault } from "../shape/composites";
import { ANY_OBJECT, ANYTHING, DOUBLE, FLAG, oneOf, TEXT, whole } from "../shape/scalars";

/** One field of a config: what Java's `ConfigField` says of it. */
export interface ConfigField {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly default?: Json;
  readonly label: string;
  readonly help: string;
  readonly example?: Json;
  readonly advanced: boolean;
}

/** What the value of a config field is: which JSON, what it means, and so which editor a form gives it. */
export type FieldType =
  | { readonly kind: "string"; readonly multiline: boolean; readonly pattern?: string }
  | { readonly kind: "integer"; readonly min?: number; readonly max?: number }
  | { readonly kind: "number"; readonly min?: number; readonly max?: number }
  | { readonly kind: "boolean" }
  | { readonly kind: "sqlType" }
  | { readonly kind: "path" }
  | { readonly kind: "secret" }
  | { readonly kind: "elementId" }
  | { readonly kind: "any" }
  | { readonly kind: "enum"; readonly options: readonly { readonly value: string; readonly help: string }[] }
  | { readonly kind: "duration"; readonly min?: string; readonly max?: string }
  | { readonly kind: "column"; readonly input?: string }
  | { readonly kind: "expression"; readonly input?: string; readonly condition: boolean }
  | { readonly kind: "query" }
  | { readonly kind: "object"; readonly fields: readonly ConfigField[] }
  | { readonly kind: "union"; readonly tag: string; readonly alternatives: readonly Alternative[] }
  | ListType
  | { readonly kind: "map"; readonly of: FieldType };

export interface Alternative {
  readonly value: string;
  readonly help: string;
  readonly fields: readonly ConfigField[];
}

export interface ListType {
  readonly kind: "list";
  readonly of: FieldType;
  readonly hasIds: boolean;
  readonly distinct: boolean;
  readonly minSize?: number;
  readonly maxSize?: number;
}

const FIELD: Codec<ConfigField> = object({
  name: required(TEXT),
  type: required(lazy((): Codec<FieldType> => FIELD_TYPE)),
  required: withDefault(FLAG, false),
  default: optional(ANYTHING),
  label: withDefault(TEXT, ""),
  help: withDefault(TEXT, ""),
  example: optional(ANYTHING),
  advanced: withDefault(FLAG, false),
});

const bounds = { min: optional(DOUBLE), max: optional(DOUBLE) };
const size = optional(whole(0, 2_147_483_647));

const FIELD_TYPE: Codec<FieldType> = union("kind", {
  string: variant({ multiline: withDefault(FLAG, false), pattern: optional(TEXT) }),
  integer: variant(bounds),
  number: variant(bounds),
  boolean: variant({}),
  sqlType: variant({}),
  path: variant({}),
  secret: variant({}),
  elementId: variant({}),
  any: variant({}),
  enum: variant({ options: required(list(object({ value: required(TEXT), help: withDefault(TEXT, "") }))) }),
  duration: variant({ min: optional(TEXT), max: optional(TEXT) }),
  column: variant({ input: optional(TEXT) }),
  expression: variant({ input: optional(TEXT), condition: withDefault(FLAG, false) }),
  query: variant({}),
  object: variant({ fields: required(list(FIELD)) }),
  union: variant({
    tag: required(TEXT),
    alternatives: required(
      list(object({ value: required(TEXT), help: withDefault(TEXT, ""), fields: required(list(FIELD)) })),
    ),
  }),
  list: variant({
    of: required(lazy((): Codec<FieldType> => FIELD_TYPE)),
    hasIds: withDefault(FLAG, false),
    distinct: withDefault(FLAG, false),
    minSize: size,
    maxSize: size,
  }),
  map: variant({ of: required(lazy((): Codec<FieldType> => FIELD_TYPE)) }),
});

const PORT = object({
  name: required(TEXT),
  summary: withDefault(TEXT, ""),
  role: withDefault(oneOf("rows", "late", "failed"), "rows"),
  takesMany: withDefault(FLAG, false),
  required: withDefault(FLAG, false),
});

const NODE_TYPE = object({
  type: required(TYPE),
  version: required(whole(1, 1_000_000)),
  kind: required(oneOf("source", "transform", "sink")),
  category: required(TEXT),
  name: required(TEXT),
  summary: required(TEXT),
  docs: required(TEXT),
  icon: required(TEXT),
  ports: required(
    object({
      inputs: withDefault(list(PORT), []),
      outputs: withDefault(list(PORT), []),
      outputPerElementOf: optional(TEXT),
      inputPerElementOf: optional(TEXT),
    }),
  ),
  configSchema: required(object({ fields: required(list(FIELD)) })),
  abilities: required(ANY_OBJECT),
});

/** The node types that can be drawn, as executors report them: Java's `Catalogue`, written by its codec. */
export const CATALOGUE = object({ nodeTypes: required(list(NODE_TYPE)) });

export type PortDescriptor = Of<typeof PORT>;
export type NodeTypeDescriptor = Of<typeof NODE_TYPE>;
export type Catalogue = Of<typeof CATALOGUE>;

/** This version of a type. */
export function findType(catalogue: Catalogue, type: string, version: number): NodeTypeDescriptor | undefined {
  return catalogue.nodeTypes.find((known) => known.type === type && known.version === version);
}

/** The newest version of each type, in the order of the catalogue. */
export function newestTypes(catalogue: Catalogue): readonly NodeTypeDescriptor[] {
  return catalogue.nodeTypes.filter(
    (one) => !catalogue.nodeTypes.some((other) => other.type === one.type && other.version > one.version),
  );
}

/** What to call a node before people: its name, else that of its type, else its id. */
export function titleOf(node: Node, type: NodeTypeDescriptor | undefined): string {
  return node.name !== "" ? node.name : (type?.name ?? node.id);
}

/** All output ports a node with this config has: one per element of the list that makes ports, then the fixed ones. */
export function outputsOf(descriptor: NodeTypeDescriptor, config: JsonObject): readonly PortDescriptor[] {
  const { outputPerElementOf, outputs } = descriptor.ports;
  return [...portsPerElement(config, outputPerElementOf, false), ...outputs];
}

/** All input ports a node with this config has: one per element of the list that makes ports; the fixed ones where it has none. */
export function inputsOf(descriptor: NodeTypeDescriptor, config: JsonObject): readonly PortDescriptor[] {
  const { inputPerElementOf, inputs } = descriptor.ports;
  const made = portsPerElement(config, inputPerElementOf, true);
  return made.length === 0 ? inputs : made;
}

function portsPerElement(config: JsonObject, key: string | undefined, required: boolean): readonly PortDescriptor[] {
  const elements = key === undefined ? undefined : member(config, key);
  return (isArray(elements) ? elements : []).flatMap((element): PortDescriptor[] => {
    const id = isObject(element) ? member(element, "id") : undefined;
    if (!isObject(element) || typeof id !== "string" || !PORT_PATTERN.test(id)) return [];
    const name = member(element, "name");
    return [{ name: id, summary: typeof name === "string" ? name : "", role: "rows", takesMany: false, required }];
  });
}
