import type { Problem } from "../canvas-core/document/problem";

/** Thrown when the control plane cannot be reached at present; trying again later may help. */
export class Unreachable extends Error {
  constructor(message = "The control plane does not answer") {
    super(message);
  }
}

/** Thrown when nobody is signed in any more. After a new link was opened the same call succeeds, so it may be tried again. */
export class SessionExpired extends Unreachable {
  constructor() {
    super("The session has expired");
  }
}

/** Thrown when the control plane will not do what was asked: why in words, by code, and with all problems it found. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
  }
}

/** Thrown when what was asked for is not there (any more). */
export class NotThere extends Refused {
  constructor(message: string) {
    super(message, 404, "notFound");
  }
}

/** What went wrong, as a sentence without its full stop. */
export function wordsOf(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure);
  return text.replace(/\.$/, "");
}
