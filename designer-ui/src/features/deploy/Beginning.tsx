import { Radio } from "@mantine/core";
import { Words } from "../../app/Words";
import type { Beginnings, Way } from "./beginnings";
import classes from "./Deploy.module.css";

/** Where a new deployment begins, where there is a choice, and what becomes of the one that runs. */
export function Beginning({
  beginnings: { ways, note },
  way,
  choose,
}: {
  readonly beginnings: Beginnings;
  readonly way: Way["key"];
  readonly choose: (way: Way["key"]) => void;
}) {
  return (
    <>
      {note !== undefined && (
        <p className={classes.words}>
          <Words text={note} />
        </p>
      )}
      {ways.length > 1 && (
        <Radio.Group
          label="Begins"
          value={way}
          onChange={(chosen) => choose(ways.find(({ key }) => key === chosen)?.key ?? "beginning")}
        >
          <div className={classes.begins}>
            {ways.map(({ key, label }) => (
              <Radio key={key} size="xs" value={key} label={label} />
            ))}
          </div>
        </Radio.Group>
      )}
    </>
  );
}
