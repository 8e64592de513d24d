import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { usePorts } from "../../app/Ports";
import type { Parameter } from "../../canvas-core/document/document";
import type { History } from "../../canvas-core/drawing/history";
import { print } from "../../canvas-core/json/canonicalJson";
import { ExactNumber, type Json } from "../../canvas-core/json/json";
import { MOST_PARALLELISM } from "../../ports/DeploymentStore";
import { wordsOf } from "../../ports/failures";
import type { DraftView } from "../pipeline/DraftSession";
import { Asks } from "./Asks";
import { Beginning } from "./Beginning";
import type { Way } from "./beginnings";
import { type Consent, NO_CONSENT } from "./consent";
import classes from "./Deploy.module.css";
import { Fates } from "./Fates";
import { useBeginnings } from "./useBeginnings";
import type { useDeploy } from "./useDeploy";

/** What is said when a draft is committed and deployed: a message, values of parameters, how parallel. */
export function DeployForm({
  view: { document, waiting, history },
  deploy: { state, commit, deploy },
  savepoint: asked,
}: {
  readonly view: DraftView;
  readonly deploy: ReturnType<typeof useDeploy>;
  /** The id of one to start from. */
  readonly savepoint: string | undefined;
}) {
  const { workspace } = usePorts();
  const [written, setMessage] = useState("");
  const suggested = messageOf(history);
  const message = written.trim() === "" ? suggested : written.trim();
  const beginnings = useBeginnings(document.id, asked);
  const { ways, usual, running, newest, savepoint } = beginnings;
  const [chosen, choose] = useState<Way["key"]>();
  const way = ways.find(({ key }) => key === (chosen ?? usual));
  const [parts, setParts] = useState<number>();
  const parallelism = parts ?? newest?.parallelism ?? savepoint?.parallelism ?? 1;
  const [consent, setConsent] = useState<Consent>(NO_CONSENT);
  const [given, setValues] = useState<Readonly<Record<string, string>>>({});
  const values = { ...newest?.parameters, ...given };
  // A savepoint knows the revision that it is of, which may be run as it was.
  const past = savepoint?.pipeline === document.id ? savepoint.revision : undefined;
  const [revision, setRevision] = useState<number>();
  if (state.state === "deployed") {
    return (
      <div className={classes.panel}>
        <p className={classes.words}>Revision {state.revision} is deployed.</p>
        {state.fates.length > 0 && <Fates fates={state.fates} />}
        <Link
          to="/w/$workspace/pipelines/$pipelineId"
          params={{ workspace, pipelineId: document.id }}
          search={({ panel: _, savepoint: __, ...rest }) => ({ ...rest, mode: "live" as const })}
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
        void deploy({
          message,
          parameters,
          parallelism,
          consent,
          ...(way?.from && { startFrom: way.from }),
          ...(running && { replaces: running }),
          ...(revision !== undefined && { revision }),
        });
      }}
    >
      {past !== undefined && (
        <NativeSelect
          label="Deploys"
          data={[
            { value: "", label: "This draft" },
            { value: String(past), label: `Revision ${past}, as it was` },
          ]}
          value={String(revision ?? "")}
          onChange={({ currentTarget: { value } }) => setRevision(value === "" ? undefined : Number(value))}
        />
      )}
      {revision === undefined && (
        <TextInput
          label="What changed"
          description="Stands beside the revision that is made of this draft."
          placeholder={suggested}
          value={written}
          maxLength={500}
          data-autofocus
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
      )}
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
      <Beginning beginnings={beginnings} way={way?.key ?? usual} choose={choose} />
      {beginnings.failure && !beginnings.isKnown && (
        <p className={classes.failure} role="alert">
          {wordsOf(beginnings.failure)}.
        </p>
      )}
      {state.state === "asks" && way?.from && (
        <Asks asked={state} again={running ? "replace" : "deploy"} consent={consent} setConsent={setConsent} />
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
          disabled={isBusy || beginnings.isHeldUp || !beginnings.isKnown}
        >
          {running ? "Replace the running one" : "Deploy"}
        </Button>
        {revision === undefined && (
          <Button size="xs" variant="default" disabled={isBusy} onClick={() => void commit(message)}>
            Commit only
          </Button>
        )}
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
