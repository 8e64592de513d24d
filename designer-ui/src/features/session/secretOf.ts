/** The secret in a link such as `http://127.0.0.1:8420/link#SECRET`, or a secret alone; undefined when there is none. */
export function secretOf(text: string): string | undefined {
  const secret = text.trim().replace(/^.*#/, "");
  return /^[A-Za-z0-9_-]{8,200}$/.test(secret) ? secret : undefined;
}
