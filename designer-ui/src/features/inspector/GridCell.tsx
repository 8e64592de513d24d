import { Autocomplete, NativeSelect, TextInput } from "@mantine/core";
import type { ConfigField } from "../../canvas-core/catalogue/catalogue";
import type { FieldPath } from "../../canvas-core/document/fieldPath";
import type { Json } from "../../canvas-core/json/json";
import { useForm } from "./FormContext";
import { MONO, SQL_TYPES } from "./ScalarFields";
import { SqlInput } from "./SqlField";
import { meantBy, placeholderOf, spelled } from "./spelling";
import { useCommitted } from "./useCommitted";

/** One value of a row, without a label of its own: the head of the grid and the row's name label it. */
export function GridCell({
  field,
  label,
  value,
  hint,
  path,
  commit,
}: {
  readonly field: ConfigField;
  readonly label: string;
  readonly value: Json | undefined;
  readonly hint: string;
  readonly path: FieldPath;
  readonly commit: (value: Json | undefined) => void;
}) {
  const form = useForm();
  const { type } = field;
  const hand = (text: string) => commit(text.trim() === "" ? undefined : meantBy(type, text));
  const text = useCommitted(spelled(value), hand);
  const common = {
    "aria-label": label,
    "aria-invalid": form.problemsAt(path).length > 0 || undefined,
    size: "xs" as const,
    // An example in a cell that may stay empty would be taken for its value.
    placeholder: hint || (field.required ? placeholderOf(field) : ""),
    spellCheck: false,
  };
  switch (type.kind) {
    case "expression":
      return (
        <SqlInput
          label={label}
          value={spelled(value)}
          placeholder={common.placeholder}
          isMultiline={false}
          path={path}
          input={type.input}
          commit={hand}
        />
      );
    case "enum":
      return (
        <NativeSelect
          {...common}
          data={[
            // What has no default need not be said, and can be taken back.
            ...(field.required || field.default !== undefined ? [] : [{ value: "", label: "—" }]),
            ...type.options.map((option) => option.value),
          ]}
          value={spelled(value ?? field.default)}
          title={type.options.find((option) => option.value === value)?.help}
          onChange={(event) => commit(event.currentTarget.value || undefined)}
        />
      );
    case "column":
    case "sqlType": {
      const names = type.kind === "column" ? form.columns(type.input).map(({ name }) => name) : SQL_TYPES;
      return (
        <Autocomplete
          {...common}
          data={[...new Set(names)]}
          value={text.value}
          onChange={(typed) => text.onChange({ currentTarget: { value: typed } })}
          onOptionSubmit={hand}
          onBlur={text.onBlur}
          onKeyDown={text.onKeyDown}
          styles={MONO}
          comboboxProps={{ width: "max-content", position: "bottom-start" }}
        />
      );
    }
    default:
      return <TextInput {...common} {...text} />;
  }
}
