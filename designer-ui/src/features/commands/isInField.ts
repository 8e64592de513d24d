/** Whether keys and the clipboard belong to a text there. */
export function isInField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}
