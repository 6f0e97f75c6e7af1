// KPI cells, leaks and lines counted from the fictional invoices (definitions.md, section 6).
import { money } from './ubl.mjs';
import { extremeUnits } from './extremes.mjs';
import { agreements, suppliers, units } from './municipality.mjs';

const zero = () => ({ numerator: 0n, denominator: 0n, count: 0, known: 0n, scope: 0n });

// What one line adds to each KPI.
const kMeasures = {
  spend_amount: (line) => ({ numerator: line.amount, count: 1, known: line.amount, scope: line.amount }),
  agreement_loyalty_ratio: (line) => ({
    numerator: line.bypassed ? 0n : line.amount, denominator: line.amount, count: 1, known: line.amount, scope: line.amount,
  }),
  e_commerce_share_of_total_ratio: (line) => channelled(line, true),
  e_commerce_share_of_potential_ratio: (line) => channelled(line, line.agreement.e_commerce),
  missed_saving_amount: (line) => (!line.bypassed ? {} : {
    numerator: line.missed ?? 0n, count: line.missed === null ? 0 : 1, known: line.missed === null ? 0n : line.amount,
    scope: line.amount,
  }),
};

function channelled(line, counts) {
  if (!counts) return { known: line.amount, scope: line.amount };
  if (line.channel === null) return { scope: line.amount };
  return {
    numerator: line.channel === 'CATALOGUE' ? line.amount : 0n, denominator: line.amount, count: 1, known: line.amount,
    scope: line.amount,
  };
}

function add(tally, part) {
  for (const [name, value] of Object.entries(part)) tally[name] += value;
}

export function below(unit) {
  const found = new Set([unit]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const one of units) if (found.has(one.parent_id)) found.add(one.unit_id);
  }
  return found;
}

export function chosen(invoices, query) {
  const within = query.unit ? below(query.unit) : null;
  return invoices.filter((one) => (!query.from || one.month >= query.from) && (!query.to || one.month <= query.to)
    && (!within || within.has(one.unit)) && (!query.supplier || one.seller === query.supplier)
    && (!query.agreement || one.lines[0].agreement.agreement_id === query.agreement));
}

function shown(tally, ratio) {
  const odd = tally.denominator <= 0n || tally.numerator < 0n || tally.numerator > tally.denominator;
  return {
    numerator: money(tally.numerator), ...(ratio ? { denominator: money(tally.denominator) } : {}), count: tally.count,
    coverage_known: money(tally.known), coverage_scope: money(tally.scope), status: ratio && odd ? 'NOT_MEANINGFUL' : 'OK',
  };
}

const nameOf = (id) => [...units, ...extremeUnits].find((unit) => unit.unit_id === id)?.name;

export function cells(invoices, query) {
  const groups = new Map();
  const by = (query.group ?? '').split(',');
  for (const one of chosen(invoices, { ...query, supplier: '', agreement: '' })) {
    const at = { ...(by.includes('month') ? { month: one.month } : {}), ...(by.includes('unit') ? { unit_id: one.unit, unit_name: nameOf(one.unit) } : {}) };
    const key = JSON.stringify(at);
    if (!groups.has(key)) groups.set(key, { at, tally: zero() });
    for (const line of one.lines) add(groups.get(key).tally, kMeasures[query.kpi](line));
  }
  return [...groups].sort().map(([, { at, tally }]) => ({ ...at, ...shown(tally, query.kpi.endsWith('_ratio')) }));
}

export function rollup(invoices, query) {
  const depth = (unit) => (unit.parent_id ? 1 + depth(units.find((one) => one.unit_id === unit.parent_id)) : 0);
  const all = [...units, { unit_id: 'unknown' }];
  return all.map((unit) => {
    const own = below(unit.unit_id);
    const tally = zero();
    for (const one of chosen(invoices, { ...query, unit: '' })) {
      if (own.has(one.unit)) for (const line of one.lines) add(tally, kMeasures[query.kpi](line));
    }
    return {
      unit_id: unit.unit_id, ...(unit.name ? { name: unit.name } : {}), ...(unit.parent_id ? { parent_id: unit.parent_id } : {}),
      depth: depth(unit), ...shown(tally, query.kpi.endsWith('_ratio')),
    };
  });
}

export function leaks(invoices, query) {
  const by = (query.group ?? 'agreement').split(',');
  const groups = new Map();
  for (const one of chosen(invoices, query)) {
    for (const line of one.lines.filter((l) => l.bypassed)) {
      const at = {
        ...(by.includes('agreement') ? { agreement_id: line.agreement.agreement_id, agreement_title: line.agreement.title } : {}),
        ...(by.includes('unit') ? { unit_id: one.unit, ...(nameOf(one.unit) ? { unit_name: nameOf(one.unit) } : {}) } : {}),
        ...(by.includes('supplier') ? { supplier_id: one.seller, supplier_name: suppliers.get(one.seller) } : {}),
      };
      const key = JSON.stringify(at);
      if (!groups.has(key)) groups.set(key, { at, missed: 0n, amount: 0n, lines: 0, undetermined: 0 });
      const group = groups.get(key);
      group.missed += line.missed ?? 0n;
      group.amount += line.amount;
      group.lines += 1;
      if (line.missed === null) group.undetermined += 1;
    }
  }
  return [...groups.values()].sort((a, b) => (b.missed > a.missed ? 1 : b.missed < a.missed ? -1 : 0)).map((group) => ({
    ...group.at, missed_saving: money(group.missed), amount: money(group.amount), lines: group.lines, undetermined_lines: group.undetermined,
  }));
}

export function lines(invoices, query) {
  const found = [];
  for (const one of chosen(invoices, query)) {
    const base = {
      document_key: one.key, document_number: one.number, kind: 'INVOICE', issue_date: one.date,
      supplier_id: one.seller, supplier_name: one.seller_name, currency: 'NOK',
    };
    if (query.rule === 'order_missing') {
      const total = one.lines.reduce((sum, line) => sum + line.amount, 0n);
      if (!one.order) found.push({ ...base, line_number: 0, amount: money(total), exposed_amount: money(total) });
      continue;
    }
    for (const line of one.lines) {
      const hit = query.rule === 'price_above_agreement' ? line.recoverable : line.bypassed;
      if (!hit) continue;
      found.push({
        ...base, line_number: line.number, line_id: String(line.number), item_name: line.name, unit_id: one.unit,
        agreement_id: line.agreement.agreement_id, amount: money(line.amount),
        ...(line.bypassed && line.missed !== null ? { missed_amount: money(line.missed) } : {}),
        ...(line.recoverable ? { recoverable_amount: money(line.recoverable) } : {}),
      });
    }
  }
  return found.sort((a, b) => (a.document_key < b.document_key ? -1 : a.document_key > b.document_key ? 1 : a.line_number - b.line_number));
}

export const agreementRows = agreements.map(({ agreement_id, title, supplier_id, supplier_name, e_commerce }) =>
  ({ agreement_id, lot_id: '', title, supplier_id, supplier_name, valid_from: '2024-01-01', e_commerce, owner_unit: 'kommune' }));
