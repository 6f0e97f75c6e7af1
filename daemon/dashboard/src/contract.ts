// What the HTTP API answers. Decimals are strings; see decimal.ts.
export interface Listed<T> {
  items: T[];
  next?: string | null;
}

export interface Buyer {
  buyer_id: string;
  name: string;
  currency: string;
  months: [string, string] | [];
  documents: number;
}

export interface ServiceStatus {
  updated_at?: string;
  left_over: number;
  dead_letters: number;
  documents: number;
  facts: number;
  verdicts: number;
  goal?: Partial<Record<KpiId, string>>;
}

export type KpiId =
  | 'spend_amount'
  | 'agreement_loyalty_ratio'
  | 'e_commerce_share_of_potential_ratio'
  | 'e_commerce_share_of_total_ratio'
  | 'missed_saving_amount';

export interface Cell {
  month?: string;
  unit_id?: string;
  unit_name?: string;
  /** The unit's name in a roll-up. */
  name?: string;
  parent_id?: string;
  numerator: string;
  denominator?: string;
  count: number;
  coverage_known: string;
  coverage_scope: string;
  status?: string;
}

export interface Unit {
  unit_id: string;
  name: string;
  parent_id?: string;
  kind?: string;
}

export interface Leak {
  agreement_id?: string;
  agreement_title?: string;
  unit_id?: string;
  unit_name?: string;
  supplier_id?: string;
  supplier_name?: string;
  missed_saving: string;
  amount: string;
  lines: number;
  undetermined_lines: number;
}

export interface Line {
  subject_key?: string;
  document_key: string;
  document_number: string;
  kind: string;
  issue_date: string;
  line_number: number;
  line_id?: string;
  item_name?: string;
  unit_id?: string;
  unit_name?: string;
  supplier_id?: string;
  supplier_name?: string;
  agreement_id?: string;
  amount?: string;
  currency?: string;
  missed_amount?: string;
  recoverable_amount?: string;
  exposed_amount?: string;
}

export interface Agreement {
  agreement_id: string;
  lot_id?: string;
  title?: string;
  supplier_id?: string;
  supplier_name?: string;
  valid_from?: string;
  valid_to?: string;
  e_commerce?: string | boolean;
  owner_unit?: string;
}

export type Outcome = 'COMPLIANT' | 'BREACH' | 'JUSTIFIED_EXCEPTION' | 'NOT_APPLICABLE' | 'UNDETERMINED';

export interface AgreementRef {
  agreement_id: string;
  lot_id?: string;
  supplier_id?: string;
}

export interface Compared {
  name: string;
  value: string;
  unit_code?: string;
  currency?: string;
}

export interface Evidence {
  field: string;
  value?: string;
  connector: string;
  source_key: string;
  content_hash: string;
  path?: string;
}

export interface Finding {
  rule: string;
  rule_version?: number;
  family?: string;
  line_number?: number;
  line_id?: string;
  outcome?: Outcome;
  source?: string;
  missing?: string[];
  agreement?: AgreementRef;
  missed_amount?: string;
  recoverable_amount?: string;
  exposed_amount?: string;
  compared?: Compared[];
  evidence?: Evidence[];
  would_comply?: { change: string; value?: string };
  message?: string;
  parameters?: { name: string; value: string }[];
}

export interface Verdict {
  subject?: { agreement_lot?: AgreementRef };
  status?: string;
  outcome?: Outcome;
  policy_revision?: number | string;
  findings?: Finding[];
  currency?: string;
  provenance?: { revision?: number; known_at?: string; cause?: string };
}

export interface FactLine {
  number: number;
  line_id?: string;
  amount?: string;
  quantity?: string;
  unit_code?: string;
  item_name?: string;
  unit_id?: string;
  channel?: string;
  agreement?: AgreementRef;
  on_agreement?: boolean;
  missed_saving?: string;
}

export interface Fact {
  identity?: { buyer_id?: string; kind?: string; seller_id?: string; document_number?: string };
  seller_id?: string;
  seller_name?: string;
  issue_date?: string;
  decided_on?: string;
  month?: string;
  currency?: string;
  order_reference?: string;
  amount?: string;
  lines?: FactLine[];
  sightings?: { connector: string; source_key: string; content_hash: string }[];
  buyer_name?: string;
}

export interface Revision {
  revision: number;
  known_at: string;
  outcome?: Outcome;
  status?: string;
}

export interface VerdictAnswer {
  verdict: Verdict;
  fact?: Fact;
  history?: Revision[];
}
