import { Button, CopyButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import { wordsOf } from "../../ports/failures";
import classes from "./Cluster.module.css";

/** The command that starts an executor which joins. Its token is made when it is asked for, and shown once. */
export function JoinCommand({ isFirst }: { readonly isFirst: boolean }) {
  const { cluster } = usePorts();
  const made = useMutation({ mutationFn: () => cluster.joinCommand() });
  return (
    <div className={classes.join}>
      {made.data === undefined ? (
        <Button
          size="xs"
          variant={isFirst ? "filled" : "default"}
          loading={made.isPending}
          onClick={() => made.mutate()}
        >
          {isFirst ? "Show the command" : "Add an executor"}
        </Button>
      ) : (
        <>
          <code className={classes.command}>{made.data}</code>
          <CopyButton value={made.data}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
          <p className={classes.once}>The token in it is shown this once.</p>
        </>
      )}
      {made.error && (
        <span className={classes.failure} role="alert">
          {wordsOf(made.error)}.
        </span>
      )}
    </div>
  );
}
