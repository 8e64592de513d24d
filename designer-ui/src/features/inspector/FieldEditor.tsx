import type { ConfigField } from "../../canvas-core/catalogue/catalogue";
import { type FieldPath, printPath } from "../../canvas-core/document/fieldPath";
import type { Json } from "../../canvas-core/json/json";
import { GridField } from "./GridField";
import { isGrid } from "./grid";
import { JsonField } from "./JsonField";
import { ListField } from "./ListField";
import { ObjectField, UnionField } from "./ObjectFields";
import { PathField } from "./PathField";
import { ChoiceField, ColumnField, FlagField, SecretField, TextField, TypeField } from "./ScalarFields";
import { QueryField, SqlField } from "./SqlField";

export interface FieldProps {
  readonly field: ConfigField;
  readonly value: Json | undefined;
  readonly path: FieldPath;
}

/** The editor of a field, to be found by its path when a problem leads to it. */
export function FieldEditor(props: FieldProps) {
  return (
    <div data-path={printPath(props.path)}>
      <Editor {...props} />
    </div>
  );
}

/** The editor that the type of a field asks for. */
function Editor(props: FieldProps) {
  const { type } = props.field;
  switch (type.kind) {
    case "string":
    case "integer":
    case "number":
    case "duration":
      return <TextField {...props} type={type} />;
    case "expression":
      return <SqlField {...props} type={type} />;
    case "query":
      return <QueryField {...props} />;
    case "column":
      return <ColumnField {...props} type={type} />;
    case "sqlType":
      return <TypeField {...props} />;
    case "path":
      return <PathField {...props} />;
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
      return isGrid(type) ? <GridField {...props} type={type} /> : <ListField {...props} type={type} />;
    case "map":
    case "any":
      return <JsonField {...props} />;
    case "elementId":
      return null;
  }
}
