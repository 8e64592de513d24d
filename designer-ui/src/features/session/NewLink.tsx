import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useControlPlane } from "../../app/Plane";
import { wordsOf } from "../../ports/failures";
import classes from "./Session.module.css";
import { secretOf } from "./secretOf";

/** How to get a new link, and a field to put it in without leaving the page. */
export function NewLink() {
  const { sessions } = useControlPlane();
  const cache = useQueryClient();
  const [link, setLink] = useState("");
  const [flaw, setFlaw] = useState<string>();
  const redeem = async () => {
    const secret = secretOf(link);
    if (secret === undefined) {
      setFlaw("This is no link of Millrace; it ends with # and a secret");
      return;
    }
    try {
      await sessions.redeem(secret);
      setFlaw(undefined);
      await cache.invalidateQueries();
    } catch (e) {
      setFlaw(wordsOf(e));
    }
  };
  return (
    <form
      className={classes.link}
      aria-label="A new link"
      onSubmit={(event) => {
        event.preventDefault();
        void redeem();
      }}
    >
      <p>
        Run <code>./millrace link</code> where Millrace runs. Open the link it prints in this browser, or put it here:
      </p>
      <div className={classes.field}>
        <TextInput
          flex={1}
          aria-label="The link"
          placeholder="http://127.0.0.1:8420/link#…"
          value={link}
          error={flaw}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setLink(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          Sign in
        </Button>
      </div>
    </form>
  );
}
