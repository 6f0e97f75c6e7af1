// The colours of charts, read from the style sheet, so that light, dark and print are decided in one place.
export interface Look {
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly ground: string;
  readonly rightChannel: string;
  readonly wrongChannel: string;
  readonly elsewhere: string;
  readonly unknown: string;
  readonly goal: string;
  readonly font: string;
  readonly moves: boolean;
}

export function look(element: Element): Look {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: colour('--ds-color-neutral-text-default'),
    faint: colour('--ds-color-neutral-text-subtle'),
    grid: colour('--ds-color-neutral-border-subtle'),
    ground: colour('--ds-color-neutral-background-default'),
    rightChannel: colour('--data-right-channel'),
    wrongChannel: colour('--data-wrong-channel'),
    elsewhere: colour('--data-elsewhere'),
    unknown: colour('--data-unknown'),
    goal: colour('--data-goal'),
    font: style.fontFamily,
    moves: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}
