import type { ConfigField } from "../../canvas-core/catalogue/catalogue";
import type { FieldPath } from "../../canvas-core/document/fieldPath";
import type { Json } from "../../canvas-core/json/json";
import { JsonField } from "./JsonField";
import { ListField } from "./ListField";
import { ObjectField, UnionField } from "./ObjectFields";
import { ChoiceField, FlagField, SecretField, TextField } from "./ScalarFields";

export interface FieldProps {
  readonly field: ConfigField;
  readonly value: Json | undefined;
  readonly path: FieldPath;
}

/** The editor that the type of a field asks for. */
export function FieldEditor(props: FieldProps) {
  const { type } = props.field;
  switch (type.kind) {
    case "string":
    case "integer":
    case "number":
    case "duration":
    case "column":
    case "expression":
    case "sqlType":
    case "path":
      return <TextField {...props} type={type} />;
    case "boolean":
      return <FlagField {...props} />;
    case "enum":
      return <ChoiceField {...props} type={type} />;
    case "secret":
      return <SecretField {...props} />;
    case "object":
      return <ObjectField {...props} type={type} />;
    case "union":
      return <UnionField {...props} type={type} />;
    case "list":
      return <ListField {...props} type={type} />;
    case "map":
    case "any":
      return <JsonField {...props} />;
    case "elementId":
      return null;
  }
}
