import type {
  Agreement, Buyer, Cell, KpiId, Leak, Line, Listed, ServiceStatus, Unit, VerdictAnswer,
} from './contract.ts';

export type Query = Record<string, string | number | undefined>;

const kPage = 1000;

// Lists that a page needs whole: all their pages, by key.
async function whole<T>(path: string, query: Query): Promise<Listed<T>> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const page: Listed<T> = await get<Listed<T>>(path, { ...query, limit: kPage, after });
    items.push(...page.items);
    after = page.items.length > 0 ? page.next ?? undefined : undefined;
  } while (after !== undefined);
  return { items };
}

export interface SourcePlace {
  readonly connector: string;
  readonly source_key: string;
  readonly content_hash: string;
}

/** What the server said instead of an answer. `status` 0: nobody answered. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

// Answers of the current view, so that going back is immediate. Emptied when the data has changed.
const answers = new Map<string, Promise<unknown>>();

export function forgetAnswers(): void {
  answers.clear();
}

function address(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const words = search.toString();
  return `/api/v1/${path}${words ? `?${words}` : ''}`;
}

async function fetched(url: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new ApiError(0, '');
  }
  if (response.ok) return response;
  const said: unknown = await response.json().catch(() => null);
  const message = said && typeof said === 'object' && 'error' in said ? String(said.error) : '';
  throw new ApiError(response.status, message);
}

function get<T>(path: string, query: Query = {}): Promise<T> {
  const url = address(path, query);
  const known = answers.get(url);
  if (known) return known as Promise<T>;
  const answer = fetched(url).then((response) => response.json() as Promise<T>);
  answers.set(url, answer);
  answer.catch(() => answers.delete(url));
  return answer;
}

export const api = {
  buyers: () => get<Listed<Buyer>>('buyers'),
  status: async () => (await fetched(address('status', {}))).json() as Promise<ServiceStatus>,
  units: (query: Query) => whole<Unit>('units', query),
  agreements: (query: Query) => whole<Agreement>('agreements', query),
  kpi: (kpi: KpiId, group: string, query: Query) =>
    whole<Cell>('kpis', { kpi, group, ...query }),
  rollup: (kpi: KpiId, query: Query) => whole<Cell>('units/rollup', { kpi, ...query }),
  leaks: (group: string, query: Query) => whole<Leak>('leaks', { group, ...query }),
  topLeaks: (group: string, limit: number, query: Query) => get<Listed<Leak>>('leaks', { group, limit, ...query }),
  lines: (query: Query) => get<Listed<Line>>('lines', query),
  verdict: (subject: string) => get<VerdictAnswer>(`verdicts/${encodeURIComponent(subject)}`),
  sourceMeta: async ({ connector, source_key, content_hash }: SourcePlace) =>
    get<{ kept: boolean; bytes?: number }>('source/meta', { connector, source_key, content_hash }),
  source: async (place: SourcePlace) => {
    const { connector, source_key, content_hash } = place;
    const response = await fetched(address('source', { connector, source_key, content_hash }));
    return new Uint8Array(await response.arrayBuffer());
  },
};
