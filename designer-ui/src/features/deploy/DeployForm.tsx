import { Button, NumberInput, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { usePorts } from "../../app/Ports";
import type { Parameter } from "../../canvas-core/document/document";
import type { History } from "../../canvas-core/drawing/history";
import { print } from "../../canvas-core/json/canonicalJson";
import { ExactNumber, type Json } from "../../canvas-core/json/json";
import { MOST_PARALLELISM } from "../../ports/DeploymentStore";
import type { DraftView } from "../pipeline/DraftSession";
import { Beginning, isEnding } from "./Beginning";
import { type Consent, isConsented, NO_CONSENT, withNode } from "./consent";
import classes from "./Deploy.module.css";
import { Fates } from "./Fates";
import { useBeginnings } from "./useBeginnings";
import type { useDeploy } from "./useDeploy";

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
  const beginnings = useBeginnings(document.id);
  const { running, ended, checkpoint, newest } = beginnings;
  const [parts, setParts] = useState<number>();
  const parallelism = parts ?? newest?.parallelism ?? 1;
  const [chosen, setGoesOn] = useState<boolean>();
  // What was suspended, or runs, is meant to be gone on from; what was broken off may have been so for its state.
  const from = running ?? (checkpoint ? ended : undefined);
  const goesOn = from !== undefined && (chosen ?? (running !== undefined || from.desired === "suspended"));
  const [consent, setConsent] = useState<Consent>(NO_CONSENT);
  const [given, setValues] = useState<Readonly<Record<string, string>>>({});
  const values = { ...newest?.parameters, ...given };
  if (state.state === "deployed") {
    return (
      <div className={classes.panel}>
        <p className={classes.words}>Revision {state.revision} is deployed.</p>
        {state.fates.length > 0 && <Fates fates={state.fates} />}
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
  const isHeldUp = running !== undefined && isEnding(running);
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
        void deploy({
          message,
          parameters,
          parallelism,
          consent,
          ...(goesOn && { startFrom: { deployment: from.id } }),
          ...(running && { replaces: running }),
        });
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
          onChange={(event) => setValues({ ...given, [name]: event.currentTarget.value })}
        />
      ))}
      <NumberInput
        label="Parallel parts"
        min={1}
        max={MOST_PARALLELISM}
        allowDecimal={false}
        hideControls
        value={parallelism}
        onChange={(value) => setParts(typeof value === "number" ? value : 1)}
      />
      <Beginning beginnings={beginnings} goesOn={goesOn} choose={setGoesOn} />
      {state.state === "asks" && goesOn && (
        <div className={classes.panel} role="alert">
          <p className={classes.words}>
            State would be lost. Tick what may be, and {running ? "replace" : "deploy"} again.
          </p>
          <Fates
            fates={state.fates}
            asked={{
              isConsented: (node) => isConsented(consent, state.from, state.fates, node),
              consent: (node, isGiven) => setConsent(withNode(consent, state.from, state.fates, node, isGiven)),
            }}
          />
        </div>
      )}
      {state.state === "failed" && (
        <p className={classes.failure} role="alert">
          {state.words}.
        </p>
      )}
      {state.state === "busy" && (
        <p className={classes.words} role="status">
          {state.words}
        </p>
      )}
      {state.state === "committed" && (
        <p className={classes.words} role="status">
          Revision {state.revision} is committed.
        </p>
      )}
      <div className={classes.acts}>
        <Button
          type="submit"
          size="xs"
          loading={state.state === "busy"}
          disabled={isBusy || isHeldUp || !beginnings.isKnown}
        >
          {running ? "Replace the running one" : "Deploy"}
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
