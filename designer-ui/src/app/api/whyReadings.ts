import type { Cause, Why } from "../../ports/Why";
import type { Answer } from "./Answer";
import type { Schemas } from "./Api";

export function whyOf(answer: Answer<Schemas["WhyView"]>): Why {
  return {
    node: answer.text("node"),
    at: answer.moment("at"),
    causes: answer.list("causes").map(causeOf),
    late: answer.list("late").map((late) => ({
      source: late.text("source"),
      split: late.text("split"),
      rows: late.number("rows"),
    })),
  };
}

function causeOf(answer: Answer<Schemas["CauseView"]>): Cause {
  const since = answer.optionalMoment("since");
  const remedy = answer.optionalText("remedy");
  return {
    kind: answer.text("kind"),
    node: answer.text("node"),
    text: answer.text("text"),
    ...(since && { since }),
    ...(remedy !== undefined && { remedy }),
  };
}
