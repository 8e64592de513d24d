import type { Page } from "playwright-core";

interface Text {
  readonly element: Element;
  readonly box: DOMRect;
}

/** What a person could not read or hit on a page: cut off or overlapping text, small text, small targets. */
export function hardships(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const SMALLEST_TEXT = 12;
    const SMALLEST_TARGET = 24;
    const found: string[] = [];
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}"`;
    const isSeen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    };
    const scaleOf = (element: Element) => {
      const viewport = element.closest(".react-flow__viewport");
      return viewport ? new DOMMatrix(getComputedStyle(viewport).transform).a : 1;
    };
    const common = (one: DOMRect, other: DOMRect) => {
      const [x, y] = [Math.max(one.x, other.x), Math.max(one.y, other.y)];
      return new DOMRect(x, y, Math.min(one.right, other.right) - x, Math.min(one.bottom, other.bottom) - y);
    };
    /** Whether one of two texts lies under a ground that the other stands on, as below a menu. */
    const isCovered = (one: Text, other: Text) => {
      const { x, y, width, height } = common(one.box, other.box);
      let ground = document.elementFromPoint(x + width / 2, y + height / 2);
      while (ground && /^(transparent|rgba\(.*, 0\))$/.test(getComputedStyle(ground).backgroundColor)) {
        ground = ground.parentElement;
      }
      return ground !== null && ground.contains(one.element) !== ground.contains(other.element);
    };
    const texts = [...document.querySelectorAll("body *")].filter(
      (element) =>
        isSeen(element) &&
        [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim()),
    );
    const boxes: Text[] = [];
    for (const element of texts) {
      const style = getComputedStyle(element);
      const size = Number.parseFloat(style.fontSize) * scaleOf(element);
      if (size < SMALLEST_TEXT - 0.25) found.push(`small text (${size.toFixed(1)} px): ${name(element)}`);
      const isCut =
        element.scrollWidth > element.clientWidth + 1 &&
        style.overflowX === "hidden" &&
        style.textOverflow !== "ellipsis" &&
        element.clientWidth > 0;
      if (isCut) found.push(`cut off: ${name(element)}`);
      const range = document.createRange();
      range.selectNodeContents(element);
      const box = common(range.getBoundingClientRect(), element.getBoundingClientRect());
      const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      // What lies under something that floats over it is not read at the same time.
      if (middle && (element.contains(middle) || middle.contains(element))) boxes.push({ element, box });
    }
    for (const [i, one] of boxes.entries()) {
      for (const other of boxes.slice(i + 1)) {
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const x = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const y = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (x > 2 && y > 4 && !isCovered(one, other))
          found.push(`overlap: ${name(one.element)} and ${name(other.element)}`);
      }
    }
    /** A tick is hit by its label as well. */
    const targetBox = (target: Element) => {
      const box = target.getBoundingClientRect();
      const label = target instanceof HTMLInputElement && /checkbox|radio/.test(target.type) && target.labels?.[0];
      if (!label) return box;
      const words = label.getBoundingClientRect();
      const [x, y] = [Math.min(box.x, words.x), Math.min(box.y, words.y)];
      return new DOMRect(x, y, Math.max(box.right, words.right) - x, Math.max(box.bottom, words.bottom) - y);
    };
    const targets = document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, [role=option]",
    );
    for (const target of targets) {
      if (!isSeen(target)) continue;
      const { width, height } = targetBox(target);
      if (Math.min(width, height) < SMALLEST_TARGET - 0.5) {
        found.push(`small target (${width.toFixed(0)} × ${height.toFixed(0)}): ${name(target)}`);
      }
    }
    /** Contrast of a filled button's words by WCAG 2.2; colours are written `rgb(1, 2, 3)`. */
    const luminance = (colour: string) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? [])
        .slice(0, 3)
        .map((part) => Number(part) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    for (const button of document.querySelectorAll("button[data-variant=filled]:not([data-disabled])")) {
      const { color, backgroundColor } = getComputedStyle(button);
      const [low = 0, high = 0] = [luminance(color), luminance(backgroundColor)].sort((one, other) => one - other);
      if ((high + 0.05) / (low + 0.05) < 4.5)
        found.push(`low contrast (${color} on ${backgroundColor}): ${name(button)}`);
    }
    const filled = [...document.querySelectorAll("button[data-variant=filled]")].filter(isSeen);
    if (filled.length > 1) found.push(`more than one filled button: ${filled.map(name).join(", ")}`);
    return found;
  });
}
