/** A moment in the browser's zone and language; exact on hover. */
export function Moment({ at }: { readonly at: Date }) {
  const isKnown = !Number.isNaN(at.getTime());
  if (!isKnown) return null;
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}
    </time>
  );
}
