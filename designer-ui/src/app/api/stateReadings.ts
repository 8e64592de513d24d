import type { Column } from "../../canvas-core/drawing/checked";
import { isArray } from "../../canvas-core/json/json";
import type { KeyedState, StateSeen } from "../../ports/DeploymentStore";
import type { Answer } from "./Answer";
import type { Schemas } from "./Api";

export function stateOf(answer: Answer<Schemas["StateView"]>): StateSeen {
  return {
    checkpoint: answer.number("checkpoint"),
    takenAt: answer.moment("takenAt"),
    states: answer.list("states").map(keyedStateOf),
  };
}

function keyedStateOf(answer: Answer<Schemas["KeyedStateView"]>): KeyedState {
  const found = answer.object("found");
  const rows = found.raw("rows");
  return {
    node: answer.text("node"),
    role: answer.text("role"),
    kind: answer.text("kind"),
    key: answer.list("key").map(columnOf),
    rows: answer.number("rows"),
    bytes: answer.number("bytes"),
    ...(isArray(rows) && {
      found: {
        columns: found.list("columns").map(columnOf),
        rows: rows.map((row) => (isArray(row) ? row : [])),
        total: found.number("total"),
      },
    }),
  };
}

function columnOf(answer: Answer<Schemas["StateColumn"]>): Column {
  return { name: answer.text("name"), type: answer.text("type"), nullable: answer.flag("nullable") };
}
