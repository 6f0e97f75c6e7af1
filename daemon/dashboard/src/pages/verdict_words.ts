// Puts a finding into words. The daemon publishes rule, outcome and values; the sentence is made here, per language.
import type { Compared, Finding } from '../contract.ts';
import { decimal } from '../decimal.ts';
import type { Scene } from '../scene.ts';
import type { SentenceWords } from '../words.ts';
import type { VerdictModel } from './verdict_model.ts';

export function supplierName(model: VerdictModel, id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const named = model.agreements.find((agreement) => agreement.supplier_id === id)?.supplier_name;
  if (named) return named;
  return id === model.answer.fact?.seller_id ? model.answer.fact?.seller_name : undefined;
}

/** A compared value: a price per unit, a party by name, or as it is. */
export function comparedValue(scene: Scene, model: VerdictModel, value: Compared): string {
  const party = supplierName(model, value.value);
  if (party) return party;
  const number = value.currency ? price(scene, value.value, value.currency) : scene.format.read(value.value);
  return value.unit_code ? `${number} ${scene.words.verdict.per(unitName(scene, value.unit_code))}` : number;
}

export function unitName(scene: Scene, code: string): string {
  return scene.words.verdict.unitCodes[code] ?? code;
}

export function price(scene: Scene, value: string, currency: string): string {
  try {
    return scene.format.exact(decimal(value), currency);
  } catch {
    return value;
  }
}

export function agreementTitle(model: VerdictModel, finding: Finding): string | undefined {
  const ref = finding.agreement ?? model.line?.agreement ?? model.answer.verdict.subject?.agreement_lot;
  if (!ref) return undefined;
  return model.agreements.find((one) => one.agreement_id === ref.agreement_id)?.title ?? ref.agreement_id;
}

export function sentence(scene: Scene, model: VerdictModel, finding: Finding): string {
  const { words: { verdict: words } } = scene;
  const { fact } = model.answer;
  const comparedAs = (name: string): string => {
    const found = finding.compared?.find((one) => one.name === name);
    return found ? comparedValue(scene, model, found) : words.unknown;
  };
  const kind = words.kinds[fact?.identity?.kind ?? ''] ?? '';
  const ref = finding.agreement ?? model.line?.agreement;
  const parts: SentenceWords = {
    item: model.line?.item_name ?? words.anItem,
    seller: supplierName(model, fact?.seller_id) ?? fact?.seller_name ?? fact?.seller_id ?? words.unknown,
    agreement: agreementTitle(model, finding) ?? words.unnamed,
    agreed: supplierName(model, ref?.supplier_id) ?? ref?.supplier_id ?? words.unknown,
    paid: comparedAs('paid'),
    price: comparedAs('agreed'),
    document: `${kind} ${fact?.identity?.document_number ?? ''}`.trim(),
  };
  const make = words.sentence[`${finding.rule}.${finding.outcome ?? ''}`];
  if (!make) return words.rules[finding.rule] ?? finding.rule;
  // A part that ends in a full stop ("stk.") ends the sentence as well.
  return make(parts).replace(/\.{2,}$/, '.');
}

export function wouldComply(scene: Scene, model: VerdictModel, finding: Finding): string | null {
  const change = finding.would_comply;
  if (!change) return null;
  const value = change.value ?? '';
  const { words: { verdict: words } } = scene;
  const unit = finding.compared?.find((one) => one.name === 'agreed');
  const shown = change.change === 'price' && unit
    ? comparedValue(scene, model, { ...unit, value }) : supplierName(model, value) ?? value;
  return words.changes[change.change]?.(shown) ?? `${change.change} ${shown}`;
}
