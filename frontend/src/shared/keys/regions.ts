// Parts of the page between which F6 goes, in the order in which they stand in the page.
const REGIONS = '[data-region]';
const FOCUSABLE =
  '[role="grid"][tabindex="0"], a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/** Moves the focus to the next part of the page, or back to the one before. */
export function goToRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(isShown);
  if (regions.length === 0) return;
  const held = document.activeElement?.closest<HTMLElement>(REGIONS);
  const at = held ? regions.indexOf(held) : -1;
  const next = at === -1 && step === -1 ? regions.length - 1 : (at + step + regions.length) % regions.length;
  const region = regions[next];
  if (region) focusIn(region);
}

function focusIn(region: HTMLElement): void {
  const own = [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => isShown(element) && element.tabIndex >= 0 && element.closest(REGIONS) === region,
  );
  const target = own.find((element) => element.getAttribute('role') === 'grid') ?? own[0] ?? region;
  target.focus();
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
