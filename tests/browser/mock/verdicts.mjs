// Facts, verdicts and their findings for the invoices of the fictional municipality.
import { createHash } from 'node:crypto';
import { kPlaces, money, ubl } from './ubl.mjs';

export function origin(invoice, buyer) {
  const text = ubl(invoice, buyer);
  return {
    connector: 'ubl',
    source_key: `inbox/${invoice.month}/${invoice.number}.xml`,
    content_hash: createHash('sha256').update(text).digest('hex'),
    text,
  };
}

function evidence(fields, number, source, value) {
  const { connector, source_key, content_hash } = source;
  return fields.map((field) => ({
    field, value: value[field], connector, source_key, content_hash, path: kPlaces[field](number),
  }));
}

function bypassed(invoice, line, source) {
  const { agreement } = line;
  const reference = { agreement_id: agreement.agreement_id, supplier_id: agreement.supplier_id };
  return {
    rule: 'agreement_bypassed', rule_version: 1, family: 'COMPLIANCE', line_number: line.number, line_id: String(line.number),
    outcome: line.bypassed ? 'BREACH' : 'COMPLIANT', source: 'Rammeavtalens bruksplikt; DFØ, avtalelojalitet',
    agreement: reference,
    ...(line.bypassed && line.missed !== null ? { missed_amount: money(line.missed) } : {}),
    ...(line.bypassed && line.missed === null ? { missing: ['saving_rate'] } : {}),
    compared: [{ name: 'seller', value: invoice.seller }, { name: 'agreement_supplier', value: agreement.supplier_id }],
    ...(line.bypassed ? { would_comply: { change: 'supplier', value: agreement.supplier_id } } : {}),
    evidence: evidence(['seller', 'line_extension_amount'], line.number, source,
      { seller: invoice.seller.slice(5), line_extension_amount: money(line.amount) }),
    message: 'agreement_bypassed',
  };
}

function price(line, source) {
  if (line.bypassed) return { rule: 'price_above_agreement', line_number: line.number, outcome: 'NOT_APPLICABLE' };
  return {
    rule: 'price_above_agreement', rule_version: 1, family: 'COMPLIANCE', line_number: line.number,
    line_id: String(line.number), outcome: line.recoverable ? 'BREACH' : 'COMPLIANT', source: 'Rammeavtalen, prisbilag',
    agreement: { agreement_id: line.agreement.agreement_id, supplier_id: line.agreement.supplier_id },
    compared: [
      { name: 'paid', value: money(line.price), unit_code: 'EA', currency: 'NOK' },
      { name: 'agreed', value: money(line.agreed), unit_code: 'EA', currency: 'NOK' },
      { name: 'tolerance', value: '0.02', unit_code: 'EA', currency: 'NOK' },
    ],
    ...(line.recoverable ? { recoverable_amount: money(line.recoverable), would_comply: { change: 'price', value: money(line.agreed) } } : {}),
    evidence: evidence(['price_amount', 'quantity'], line.number, source,
      { price_amount: money(line.price), quantity: String(line.quantity) }),
    message: 'price_above_agreement',
  };
}

function orderMissing(invoice, total) {
  return {
    rule: 'order_missing', rule_version: 1, family: 'COMPLIANCE', line_number: 0,
    outcome: invoice.order ? 'COMPLIANT' : 'BREACH', source: 'Kommunens innkjøpsrutine: ordre før faktura',
    ...(invoice.order ? {} : { exposed_amount: money(total), would_comply: { change: 'order' } }),
    message: 'order_missing',
  };
}

export function verdictOf(invoice, buyer) {
  const source = origin(invoice, buyer);
  const total = invoice.lines.reduce((sum, line) => sum + line.amount, 0n);
  const findings = [orderMissing(invoice, total),
    ...invoice.lines.flatMap((line) => [bypassed(invoice, line, source), price(line, source)])];
  const breach = findings.some((finding) => finding.outcome === 'BREACH');
  const outcome = breach ? 'BREACH' : 'COMPLIANT';
  const { text: _text, ...sighting } = source;
  return {
    verdict: {
      subject: { kind: 'DOCUMENT', buyer_id: buyer.buyer_id }, status: 'CURRENT', outcome, policy_revision: 1, findings,
      currency: 'NOK', provenance: { revision: 2, known_at: `${invoice.date}T08:30:00Z` },
    },
    fact: {
      identity: { buyer_id: buyer.buyer_id, kind: 'INVOICE', seller_id: invoice.seller, document_number: invoice.number, issue_year: 2025 },
      seller_id: invoice.seller, seller_name: invoice.seller_name, issue_date: invoice.date, decided_on: invoice.date,
      month: invoice.month, currency: 'NOK', ...(invoice.order ? { order_reference: invoice.order } : {}),
      amount: money(total), buyer_name: buyer.name, sightings: [sighting],
      lines: invoice.lines.map((line) => ({
        number: line.number, line_id: String(line.number), amount: money(line.amount), quantity: String(line.quantity),
        unit_code: 'EA', item_name: line.name, unit_id: invoice.unit, ...(line.channel ? { channel: line.channel } : {}),
        coverage: 'COVERED', agreement: { agreement_id: line.agreement.agreement_id, supplier_id: line.agreement.supplier_id },
        on_agreement: !line.bypassed, potential: line.agreement.e_commerce,
      })),
    },
    history: [
      { revision: 1, known_at: `${invoice.date}T08:30:00Z`, outcome: 'UNDETERMINED', status: 'CURRENT' },
      { revision: 2, known_at: `${invoice.date}T09:12:00Z`, outcome, status: 'CURRENT' },
    ],
  };
}
