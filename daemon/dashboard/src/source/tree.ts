// A source document as a tree that opens and closes, pretty-printed, with the places of the evidence marked.
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../words.ts';

export interface Mark {
  readonly element: Element;
  readonly attribute: string | null;
  readonly label: string;
  readonly id: string;
}

// An attachment of megabytes is no reading matter.
const kLongestText = 400;

export interface TreeOptions {
  readonly words: Words;
  readonly marks: readonly Mark[];
  readonly openAll: boolean;
}

export function xmlTree(root: Element, options: TreeOptions): TemplateResult {
  return html`<div class="xml">${node(root, options)}</div>`;
}

function node(element: Element, options: TreeOptions): TemplateResult {
  const marks = options.marks.filter((mark) => mark.element === element);
  const children = [...element.children];
  if (children.length === 0) return leaf(element, marks, options);
  const open = options.openAll || element.parentElement === null || options.marks.some((mark) => near(element, mark));
  return html`<details class="xml-node ${marks.length ? 'marked' : ''}" id=${marks[0]?.id ?? nothing} ?open=${open}>
    <summary>${tag(element, marks)}${flags(marks, options)}<span class="xml-gist">${gist(element)}</span></summary>
    <div class="xml-children">${children.map((child) => node(child, options))}</div>
    <div class="xml-end"><span class="xml-punctuation">&lt;/</span><span class="xml-name">${element.tagName}</span><span
      class="xml-punctuation">&gt;</span></div>
  </details>`;
}

// Open are the ancestors of a mark and the marked element itself; the rest is closed and shows its gist.
function near(element: Element, mark: Mark): boolean {
  return element.contains(mark.element);
}

function leaf(element: Element, marks: readonly Mark[], options: TreeOptions): TemplateResult {
  const text = element.textContent.trim();
  const shown = text.length > kLongestText ? text.slice(0, kLongestText) : text;
  const cut = text.length - shown.length;
  const end = html`<span class="xml-punctuation">&lt;/</span><span class="xml-name">${element.tagName}</span><span
    class="xml-punctuation">&gt;</span>`;
  const body = html`${tag(element, marks)}<span class="xml-text">${shown}</span>${
    cut > 0 ? html`<span class="xml-cut">${options.words.source.cut(String(cut))}</span>` : nothing}${end}`;
  if (marks.length === 0) return html`<div class="xml-leaf">${body}</div>`;
  return html`<div class="xml-leaf marked" id=${marks[0]?.id ?? nothing}><mark>${body}</mark>${flags(marks, options)}</div>`;
}

function flags(marks: readonly Mark[], options: TreeOptions): TemplateResult | typeof nothing {
  if (marks.length === 0) return nothing;
  const labels = [...new Set(marks.map((mark) => mark.label))].join(', ');
  return html`<span class="xml-flag"><span aria-hidden="true">◀ </span>${labels} ${options.words.source.here}</span>`;
}

function tag(element: Element, marks: readonly Mark[]): TemplateResult {
  const attributes = [...element.attributes].filter((one) => !one.name.startsWith('xmlns'));
  return html`<span class="xml-punctuation">&lt;</span><span class="xml-name">${element.tagName}</span>${
    attributes.map((one) => html` <span class="xml-attribute ${marks.some((mark) => mark.attribute === one.localName)
      ? 'marked' : ''}">${one.name}="<span class="xml-value">${one.value}</span>"</span>`)}<span
    class="xml-punctuation">&gt;</span>`;
}

// The first few texts of a closed element, so that one need not open it to know what it is.
function gist(element: Element): string {
  const texts: string[] = [];
  const visit = (at: Element): void => {
    if (texts.length >= 4) return;
    if (at.children.length === 0) {
      const text = at.textContent.trim();
      if (text) texts.push(text.length > 40 ? `${text.slice(0, 40)}…` : text);
      return;
    }
    for (const child of at.children) visit(child);
  };
  visit(element);
  return texts.join(' · ');
}
