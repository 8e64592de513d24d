import { Autocomplete, NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { Words } from "../../app/Words";
import type { FieldType } from "../../canvas-core/catalogue/catalogue";
import { labelOfField } from "../../canvas-core/catalogue/words";
import { isObject, member } from "../../canvas-core/json/json";
import type { FieldProps } from "./FieldEditor";
import { useForm } from "./FormContext";
import { meantBy, placeholderOf, spelled } from "./spelling";
import { useCommitted } from "./useCommitted";
import { useFlaw } from "./useFlaw";

type TextType = Extract<FieldType, { kind: "string" | "integer" | "number" | "duration" }>;

/** The types people write most; all others can be typed. */
export const SQL_TYPES = [
  "BOOLEAN",
  "INT",
  "BIGINT",
  "DOUBLE",
  "DECIMAL(18, 2)",
  "STRING",
  "DATE",
  "TIME",
  "TIMESTAMP(3)",
  "TIMESTAMP_LTZ(3)",
];

export const MONO = { input: { fontFamily: "var(--mr-font-mono)", fontSize: "var(--mr-text-sm)" } };

/** What all fields show around their input. */
export function common({ field }: FieldProps, problem: ReactNode | undefined) {
  return {
    label: labelOfField(field),
    description: field.help === "" ? undefined : <Words text={field.help} />,
    error: problem,
    withAsterisk: field.required,
    size: "sm" as const,
  };
}

/** A line of text, or several for long ones. */
export function TextField(props: FieldProps & { readonly type: TextType }) {
  const { field, value, path, type } = props;
  const form = useForm();
  const text = useCommitted(spelled(value), (typed) =>
    typed.trim() === "" ? form.clear(path) : form.set(path, meantBy(type, typed)),
  );
  const rest = { ...common(props, useFlaw(path)), ...text, placeholder: placeholderOf(field) };
  switch (type.kind) {
    case "string":
      return type.multiline ? <Textarea {...rest} autosize minRows={3} maxRows={16} /> : <TextInput {...rest} />;
    case "integer":
    case "number":
      return <TextInput {...rest} inputMode="decimal" />;
    default:
      return <TextInput {...rest} spellCheck={false} styles={MONO} />;
  }
}

/** Text with suggestions that need not be followed. */
function SuggestedField(props: FieldProps & { readonly suggestions: readonly string[]; readonly hint: string }) {
  const { value, path, suggestions, hint } = props;
  const form = useForm();
  const hand = (typed: string) => (typed.trim() === "" ? form.clear(path) : form.set(path, typed));
  const { value: text, onBlur, onKeyDown, onChange } = useCommitted(spelled(value), hand);
  return (
    <Autocomplete
      {...common(props, useFlaw(path))}
      data={[...new Set(suggestions)]}
      value={text}
      onChange={(typed) => onChange({ currentTarget: { value: typed } })}
      onOptionSubmit={hand}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
      placeholder={hint}
      spellCheck={false}
      styles={MONO}
    />
  );
}

export function TypeField(props: FieldProps) {
  return <SuggestedField {...props} suggestions={SQL_TYPES} hint="STRING" />;
}

/** A column of an input. */
export function ColumnField(props: FieldProps & { readonly type: Extract<FieldType, { kind: "column" }> }) {
  const columns = useForm().columns(props.type.input);
  return <SuggestedField {...props} suggestions={columns.map(({ name }) => name)} hint={placeholderOf(props.field)} />;
}

export function FlagField(props: FieldProps) {
  const form = useForm();
  const { field, value, path } = props;
  const isOn = (value ?? field.default) === true;
  const { withAsterisk: _, ...rest } = common(props, useFlaw(path));
  return <Switch {...rest} checked={isOn} onChange={() => form.set(path, !isOn)} />;
}

/** One of some names, with what the chosen one means below. */
export function ChoiceField(props: FieldProps & { readonly type: Extract<FieldType, { kind: "enum" }> }) {
  const { field, value, path, type } = props;
  const form = useForm();
  const chosen = spelled(value ?? field.default);
  const help = type.options.find((option) => option.value === chosen)?.help ?? "";
  const names = type.options.map((option) => option.value);
  const isKnown = names.includes(chosen);
  return (
    <NativeSelect
      {...common(props, useFlaw(path))}
      description={[field.help, help].filter((part) => part !== "").join(" ") || undefined}
      data={isKnown ? names : [{ value: chosen, label: chosen === "" ? "Choose …" : `${chosen} (unknown)` }, ...names]}
      value={chosen}
      onChange={(event) => {
        const name = event.currentTarget.value;
        if (name === "") form.clear(path);
        else form.set(path, name);
      }}
    />
  );
}

/** The name of a secret; its value never stands in a document. */
export function SecretField(props: FieldProps) {
  const { value, path } = props;
  const form = useForm();
  const name = isObject(value) ? spelled(member(value, "secret")) : "";
  const text = useCommitted(name, (typed) =>
    typed.trim() === "" ? form.clear(path) : form.set(path, { secret: typed.trim() }),
  );
  return (
    <TextInput
      {...common(props, useFlaw(path))}
      {...text}
      placeholder="Name of a secret"
      spellCheck={false}
      styles={MONO}
    />
  );
}
