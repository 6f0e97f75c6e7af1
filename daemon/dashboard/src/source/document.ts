// Source bytes as text: their declared encoding, then XML or plain.
export type SourceDocument =
  | { readonly kind: 'xml'; readonly root: Element }
  | { readonly kind: 'text'; readonly text: string };

function declaredEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^(?:ï»¿)?\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1] ?? 'utf-8';
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder(declaredEncoding(bytes)).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}

export function read(bytes: Uint8Array): SourceDocument {
  const text = decoded(bytes).replace(/^\ufeff/, '');
  if (!text.trimStart().startsWith('<')) return { kind: 'text', text };
  const parsed = new DOMParser().parseFromString(text, 'application/xml');
  if (parsed.querySelector('parsererror')) return { kind: 'text', text };
  return { kind: 'xml', root: parsed.documentElement };
}
