import type { Agreement, FactLine, Finding, Unit, VerdictAnswer } from '../contract.ts';

// What the page of one verdict shows.
export interface VerdictModel {
  readonly answer: VerdictAnswer;
  readonly finding: Finding | null;
  readonly line: FactLine | null;
  readonly agreements: readonly Agreement[];
  readonly units: readonly Unit[];
}
