import { Input, Textarea } from "@mantine/core";
import { use } from "react";
import type { FieldType } from "../../canvas-core/catalogue/catalogue";
import { labelOfField } from "../../canvas-core/catalogue/words";
import { CodeEditor } from "../sql";
import type { FieldProps } from "./FieldEditor";
import { useForm } from "./FormContext";
import classes from "./Inspector.module.css";
import { common, MONO } from "./ScalarFields";
import { placeholderOf, spelled } from "./spelling";
import { useCommitted } from "./useCommitted";
import { useFlaw } from "./useFlaw";

type ExpressionType = Extract<FieldType, { kind: "expression" }>;

/** A query over all inputs: an expression with more lines, that may name the inputs. */
export function QueryField(props: FieldProps) {
  const { value, path } = props;
  const form = useForm();
  const { size: _, ...frame } = common(props, useFlaw(path));
  return (
    <Input.Wrapper {...frame} labelElement="div">
      <div className={classes.code}>
        <SqlInput
          label={labelOfField(props.field)}
          value={spelled(value)}
          placeholder={placeholderOf(props.field)}
          isMultiline
          isQuery
          path={path}
          input={undefined}
          commit={(text) => (text.trim() === "" ? form.clear(path) : form.set(path, text))}
        />
      </div>
    </Input.Wrapper>
  );
}

/** An expression: with completion and problems in place where there is an editor for it, else as text. */
export function SqlField(props: FieldProps & { readonly type: ExpressionType }) {
  const { value, path, type } = props;
  const form = useForm();
  const { size: _, ...frame } = common(props, useFlaw(path));
  const input = (
    <SqlInput
      label={labelOfField(props.field)}
      value={spelled(value)}
      placeholder={placeholderOf(props.field)}
      isMultiline={type.condition}
      path={path}
      input={type.input}
      commit={(text) => (text.trim() === "" ? form.clear(path) : form.set(path, text))}
    />
  );
  return (
    <Input.Wrapper {...frame} labelElement="div">
      <div className={classes.code}>{input}</div>
    </Input.Wrapper>
  );
}

/** The input of an expression alone, for grids too. */
export function SqlInput({
  label,
  value,
  placeholder,
  isMultiline,
  isQuery = false,
  path,
  input,
  commit,
}: {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly isMultiline: boolean;
  readonly isQuery?: boolean;
  readonly path: FieldProps["path"];
  readonly input: string | undefined;
  readonly commit: (text: string) => void;
}) {
  const Editor = use(CodeEditor);
  const form = useForm();
  const text = useCommitted(value, commit);
  if (!Editor) {
    return (
      <Textarea
        {...text}
        aria-label={label}
        placeholder={placeholder}
        autosize
        minRows={isQuery ? 6 : isMultiline ? 2 : 1}
        maxRows={isQuery ? 24 : 12}
        spellCheck={false}
        styles={MONO}
      />
    );
  }
  return (
    <Editor
      label={label}
      value={value}
      placeholder={placeholder}
      isMultiline={isMultiline}
      commit={commit}
      columns={form.columns(input)}
      tables={isQuery ? form.tables() : undefined}
      functions={form.functions}
      problems={form.problemsAt(path)}
      fix={form.fix}
    />
  );
}
