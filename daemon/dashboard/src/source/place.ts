// Finds the place that evidence points to. A path is of the mapping: "/Invoice/cac:InvoiceLine[2]/cbc:ID" or
// "…/cbc:PriceAmount/@currencyID", with the mapping's prefixes; so only local names are compared. An index counts from 1
// among siblings of the same local name; without one the first is meant.
export interface Step {
  readonly name: string;
  readonly index: number;
}

export interface Path {
  readonly steps: readonly Step[];
  readonly attribute: string | null;
}

const kStep = /^(?:[^:[\]/@]+:)?([^:[\]/@]+?)(?:\[(\d+)\])?$/;

/** Null when the text is no such path. */
export function parsePath(text: string): Path | null {
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  const steps: Step[] = [];
  let attribute: string | null = null;
  for (const part of parts) {
    if (attribute !== null) return null;
    if (part.startsWith('@')) {
      attribute = localName(part.slice(1));
      continue;
    }
    if (part === 'text()') continue;
    const match = kStep.exec(part);
    if (!match?.[1]) return null;
    steps.push({ name: match[1], index: match[2] ? Number(match[2]) : 1 });
  }
  return steps.length === 0 && attribute === null ? null : { steps, attribute };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** What of an element is needed; the DOM's Element has it. */
export interface Node {
  readonly localName: string;
  readonly children: ArrayLike<Node> & Iterable<Node>;
}

function below<T extends Node>(start: T, steps: readonly Step[]): T | null {
  let at: T = start;
  for (const step of steps) {
    const same = Array.from(at.children as unknown as ArrayLike<T>).filter((child) => child.localName === step.name);
    const next = same[step.index - 1];
    if (!next) return null;
    at = next;
  }
  return at;
}

function* inDocumentOrder<T extends Node>(root: T): Generator<T> {
  yield root;
  for (const child of Array.from(root.children as unknown as ArrayLike<T>)) yield* inDocumentOrder(child);
}

/**
 * The element of a path; null when the document has none. The first step may be the root, an element inside an envelope,
 * or a child of the root.
 */
export function find<T extends Node>(root: T, path: Path): T | null {
  const [first, ...rest] = path.steps;
  if (!first) return root;
  const atRoot = root.localName === first.name ? below(root, rest) : null;
  const found = atRoot ?? below(root, path.steps);
  if (found) return found;
  const inEnvelope = [...inDocumentOrder(root)].filter((element) => element.localName === first.name)[first.index - 1];
  return inEnvelope ? below(inEnvelope, rest) : null;
}
