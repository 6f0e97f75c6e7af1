// The box beside the pointer, as elements: a string with style attributes would break the content policy.
export interface TooltipRow {
  readonly name: string;
  readonly value: string;
}

export function tooltip(title: string, rows: readonly TooltipRow[]): HTMLElement {
  const box = document.createElement('dl');
  box.className = 'tooltip';
  const head = document.createElement('div');
  head.className = 'tooltip-title';
  head.textContent = title;
  box.append(head);
  for (const row of rows) {
    const line = document.createElement('div');
    const name = document.createElement('dt');
    const value = document.createElement('dd');
    name.textContent = row.name;
    value.textContent = row.value;
    line.append(name, value);
    box.append(line);
  }
  return box;
}
