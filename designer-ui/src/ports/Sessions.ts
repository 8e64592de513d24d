/** Who is signed in, and where they may work. */
export interface Session {
  readonly user: { readonly name: string };
  readonly workspaces: readonly { readonly name: string; readonly role: string }[];
  /** The version of the control plane. */
  readonly version: string;
}

/** Signing in: by a link that works once. */
export interface Sessions {
  /** Throws `SessionExpired` when nobody is signed in. */
  current(): Promise<Session>;
  /** Signs in with the secret of a link; throws `Refused` when it is used or unknown. */
  redeem(secret: string): Promise<void>;
  /** Whether a call was answered that nobody is signed in, and none was accepted since. */
  readonly expiry: {
    readonly snapshot: () => boolean;
    readonly subscribe: (listener: () => void) => () => void;
  };
}
