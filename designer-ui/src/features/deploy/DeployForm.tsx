import { Button, NumberInput, Radio, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { usePorts } from "../../app/Ports";
import type { Parameter } from "../../canvas-core/document/document";
import type { History } from "../../canvas-core/drawing/history";
import { print } from "../../canvas-core/json/canonicalJson";
import { ExactNumber, type Json } from "../../canvas-core/json/json";
import { MOST_PARALLELISM } from "../../ports/DeploymentStore";
import type { DraftView } from "../pipeline/DraftSession";
import classes from "./Deploy.module.css";
import { Fates } from "./Fates";
import type { useDeploy } from "./useDeploy";
import { useLastDeployment } from "./useLastDeployment";

/** What is said when a draft is committed and deployed: a message, values of parameters, how parallel. */
export function DeployForm({
  view: { document, waiting, history },
  deploy: { state, commit, deploy },
}: {
  readonly view: DraftView;
  readonly deploy: ReturnType<typeof useDeploy>;
}) {
  const { workspace } = usePorts();
  const [written, setMessage] = useState("");
  const suggested = messageOf(history);
  const message = written.trim() === "" ? suggested : written.trim();
  const [parallelism, setParallelism] = useState(1);
  const last = useLastDeployment(document.id);
  const [chosen, setBeginning] = useState<"last" | "beginning">();
  const goesOn = last !== undefined && (chosen ?? (last.desired === "suspended" ? "last" : "beginning")) === "last";
  const [consent, setConsent] = useState<readonly string[]>([]);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  if (state.state === "deployed") {
    return (
      <div className={classes.panel}>
        <p className={classes.words}>Revision {state.revision} is deployed.</p>
        <Link
          to="/w/$workspace/pipelines/$pipelineId"
          params={{ workspace, pipelineId: document.id }}
          search={({ panel: _, ...rest }) => ({ ...rest, mode: "live" as const })}
          className={classes.watch}
        >
          Watch it live
        </Link>
      </div>
    );
  }
  const isBusy = state.state === "busy" || waiting > 0;
  const parameters = Object.fromEntries(
    document.parameters
      .filter(({ name }) => (values[name] ?? "") !== "")
      .map((parameter): [string, Json] => [parameter.name, meant(parameter, values[parameter.name] ?? "")]),
  );
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        const from = goesOn ? { goesOnFrom: last.id } : {};
        void deploy({ message, parameters, parallelism, consent, ...from });
      }}
    >
      <TextInput
        label="What changed"
        description="Stands beside the revision that is made of this draft."
        placeholder={suggested}
        value={written}
        maxLength={500}
        data-autofocus
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      {document.parameters.map(({ name, type, default: fallback }) => (
        <TextInput
          key={name}
          label={name}
          description={type}
          placeholder={fallback === undefined ? "" : typeof fallback === "string" ? fallback : print(fallback)}
          required={fallback === undefined}
          value={values[name] ?? ""}
          onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
        />
      ))}
      <NumberInput
        label="Parallel parts"
        min={1}
        max={MOST_PARALLELISM}
        allowDecimal={false}
        hideControls
        value={parallelism}
        onChange={(value) => setParallelism(typeof value === "number" ? value : 1)}
      />
      {last && (
        <Radio.Group
          label="Begins"
          value={goesOn ? "last" : "beginning"}
          onChange={(value) => setBeginning(value === "last" ? "last" : "beginning")}
        >
          <div className={classes.begins}>
            <Radio size="xs" value="last" label={`Where revision ${last.revision} was at its last checkpoint`} />
            <Radio size="xs" value="beginning" label="At the beginning, without state" />
          </div>
        </Radio.Group>
      )}
      {state.state === "asks" && goesOn && (
        <div className={classes.panel} role="alert">
          <p className={classes.words}>State would be lost. Tick what may be, and deploy again.</p>
          <Fates fates={state.fates} consent={consent} setConsent={setConsent} />
        </div>
      )}
      {state.state === "failed" && (
        <p className={classes.failure} role="alert">
          {state.words}.
        </p>
      )}
      {state.state === "committed" && (
        <p className={classes.words} role="status">
          Revision {state.revision} is committed.
        </p>
      )}
      <div className={classes.acts}>
        <Button type="submit" size="xs" loading={state.state === "busy"} disabled={isBusy}>
          Deploy
        </Button>
        <Button size="xs" variant="default" disabled={isBusy} onClick={() => void commit(message)}>
          Commit only
        </Button>
        {waiting > 0 && <span className={classes.words}>Waits until all edits are saved.</span>}
      </div>
    </form>
  );
}

/** What was done last, for those who say nothing better. */
function messageOf({ done }: History): string {
  const labels = [...new Set(done.map(({ label }) => label).filter((label) => !label.startsWith("Move")))];
  return labels.slice(-3).join(", ") || "The drawing as it is";
}

/** A number where the parameter takes one and the text is one; else the text, for the control plane to speak of. */
function meant({ type }: Parameter, text: string): Json {
  if (/^BOOLEAN/.test(type) && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  if (!/^(TINYINT|SMALLINT|INT|FLOAT|DOUBLE)/.test(type)) return text;
  try {
    return ExactNumber.of(text.trim());
  } catch {
    return text;
  }
}
