// A fictional municipality: units, agreements, and eighteen months of invoice lines. Amounts are whole øre (BigInt).
import { random } from './random.mjs';

export const kMonths = Array.from({ length: 18 }, (_, i) => {
  const month = 6 + i;
  return `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
});

export const kBuyer = '0192:310027788';
export const kSecondBuyer = '0192:310091234';
export const kThirdBuyer = '0192:310055512';

export const units = [
  ['kommune', 'Lindvik kommune', '', 'MUNICIPALITY'],
  ['oppvekst', 'Oppvekst', 'kommune', 'DEPARTMENT'],
  ['barnehagesjef', 'Virksomhetsområde barnehage', 'oppvekst', 'DEPARTMENT'],
  ['bhg-lia', 'Lia barnehage', 'barnehagesjef', 'KINDERGARTEN'],
  ['bhg-elvebakken', 'Elvebakken barnehage', 'barnehagesjef', 'KINDERGARTEN'],
  ['sko-fjellhaug', 'Fjellhaug barne- og ungdomsskole', 'oppvekst', 'SCHOOL'],
  ['sko-sentrum', 'Sentrum skole', 'oppvekst', 'SCHOOL'],
  ['sko-nes', 'Nes oppvekstsenter', 'oppvekst', 'SCHOOL'],
  ['helse', 'Helse, omsorg og velferd', 'kommune', 'DEPARTMENT'],
  ['syk-solbakken', 'Solbakken sykehjem', 'helse', 'NURSING_HOME'],
  ['syk-lindetunet', 'Lindetunet bo- og behandlingssenter', 'helse', 'NURSING_HOME'],
  ['hjemmetjenesten', 'Hjemmetjenesten nord', 'helse', 'HOME_CARE'],
  ['aktivitet', 'Arbeidsmarkedsbedriftens aktivitetssenter', 'helse', 'OTHER'],
  ['teknisk', 'Tekniske tjenester', 'kommune', 'DEPARTMENT'],
  ['vei', 'Vei- og parkavdelingen', 'teknisk', 'TECHNICAL'],
  ['bygg', 'Eiendomsforvaltning og byggdrift', 'teknisk', 'TECHNICAL'],
].map(([unit_id, name, parent_id, kind]) => ({ unit_id, name, ...(parent_id ? { parent_id } : {}), kind }));

const kBuyingUnits = [
  'bhg-lia', 'bhg-elvebakken', 'sko-fjellhaug', 'sko-sentrum', 'sko-nes', 'syk-solbakken', 'syk-lindetunet',
  'hjemmetjenesten', 'vei', 'bygg',
];

export const agreements = [
  {
    agreement_id: 'RA-2024-07', title: 'Rammeavtale bakervarer', supplier_id: '0192:310100119',
    supplier_name: 'Lindvik Bakeri AS', e_commerce: true, rate: 36n, weight: 5,
    others: [['0192:310200117', 'Hjørnebakeriet AS'], ['0192:310200225', 'Dagligvare Sentrum AS']],
    items: [['Grovbrød, skåret 750 g', 2190n], ['Rundstykker, fine 10 pk.', 3450n], ['Bløtkake 12 biter', 32900n]],
  },
  {
    agreement_id: 'RA-2023-02', title: 'Rammeavtale meieri og egg', supplier_id: '0192:310100224',
    supplier_name: 'Fjordmeieriet SA', e_commerce: true, rate: 14n, weight: 5,
    others: [['0192:310200225', 'Dagligvare Sentrum AS']],
    items: [['Lettmelk 1 liter', 1790n], ['Yoghurt naturell 1 kg', 3290n], ['Egg, frokostegg 18 pk.', 6990n]],
  },
  {
    agreement_id: 'RA-2024-11', title: 'Kontor- og skolemateriell', supplier_id: '0192:310100332',
    supplier_name: 'Skole & Kontor Norge AS', e_commerce: true, rate: 22n, weight: 4,
    others: [['0192:310200333', 'Papirhuset AS'], ['0192:310200441', 'Nettbutikken for kontor AS']],
    items: [['Kopipapir A4 5 x 500 ark', 24900n], ['Skrivebok A5 linjert 25 stk', 18750n], ['Fargeblyanter 144 stk', 41900n]],
  },
  {
    agreement_id: 'RA-2022-15', title: 'Medisinske forbruksvarer', supplier_id: '0192:310100448',
    supplier_name: 'Norsk Sykepleiemateriell AS', e_commerce: true, rate: 18n, weight: 4,
    others: [['0192:310200549', 'Apotek Brygga AS']],
    items: [['Undersøkelseshansker nitril M, 200 stk', 11900n], ['Inkontinensbind normal 4 x 28', 38900n]],
  },
  {
    agreement_id: 'RA-2025-01', title: 'Håndverkertjenester: rørlegger', supplier_id: '0192:310100551',
    supplier_name: 'Rør og Varme Vest AS', e_commerce: false, rate: null, weight: 2,
    others: [['0192:310200650', 'Døgnåpen Rørlegger AS']],
    items: [['Rørleggertime, ordinær arbeidstid', 89500n], ['Utrykning, kveld og helg', 189500n]],
  },
];

export const suppliers = new Map(agreements.flatMap((a) => [[a.supplier_id, a.supplier_name], ...a.others]));
suppliers.set('0192:310300113', 'Lindvik Taxi SA');

// How often a unit buys elsewhere at first and at last: Solbakken learns, the roads department does not.
const kBypass = {
  'syk-solbakken': [0.6, 0.12], 'sko-sentrum': [0.4, 0.2], 'bhg-lia': [0.25, 0.1], 'bhg-elvebakken': [0.3, 0.3],
  'sko-fjellhaug': [0.15, 0.18], 'sko-nes': [0.2, 0.1], 'syk-lindetunet': [0.35, 0.3], hjemmetjenesten: [0.3, 0.2],
  vei: [0.55, 0.6], bygg: [0.3, 0.25],
};

function halfAway(numerator, denominator) {
  return (2n * numerator + denominator) / (2n * denominator);
}

function pickAgreement(rng) {
  const all = agreements.flatMap((agreement) => Array(agreement.weight).fill(agreement));
  return rng.pick(all);
}

function line(rng, number, unit, agreement, bypassed, progress) {
  const [name, unitPrice] = rng.pick(agreement.items);
  const quantity = BigInt(2 + rng.below(unit === 'vei' ? 4 : 30));
  const dearer = bypassed ? unitPrice * 12n / 10n : rng.chance(0.04) ? unitPrice * 106n / 100n : unitPrice;
  const amount = dearer * quantity;
  const ordered = rng.chance(bypassed ? 0.1 : 0.55 + 0.35 * progress);
  return {
    number, unit, agreement, bypassed, name, quantity, price: dearer, agreed: unitPrice, amount,
    channel: rng.chance(0.05) ? null : ordered ? 'CATALOGUE' : 'INVOICE_ONLY',
    missed: bypassed && agreement.rate !== null ? halfAway(amount * agreement.rate, 100n) : bypassed ? null : undefined,
    recoverable: !bypassed && dearer > unitPrice ? (dearer - unitPrice) * quantity : null,
  };
}

function invoice(rng, i, month, progress) {
  const unit = rng.chance(0.04) ? 'unknown' : rng.pick(kBuyingUnits);
  const agreement = pickAgreement(rng);
  const [first, last] = kBypass[unit] ?? [0.3, 0.3];
  const bypassed = rng.chance(first + (last - first) * progress);
  const [seller, seller_name] = bypassed ? rng.pick(agreement.others) : [agreement.supplier_id, agreement.supplier_name];
  const lines = Array.from({ length: 1 + rng.below(3) }, (_, n) => line(rng, n + 1, unit, agreement, bypassed, progress));
  const number = `${month.replace('-', '')}-${String(1000 + i)}`;
  const ordered = lines.some((one) => one.channel === 'CATALOGUE');
  return {
    key: `${kBuyer}|INVOICE|${seller}|${number}|${month.slice(0, 4)}`,
    number, seller, seller_name, month, unit, lines,
    date: `${month}-${String(1 + rng.below(28)).padStart(2, '0')}`,
    order: ordered ? `PO-${number.slice(-4)}` : null,
    kept: month >= kMonths[2],
  };
}

export function invoices() {
  const rng = random(20260101);
  return kMonths.flatMap((month, m) =>
    Array.from({ length: 62 }, (_, i) => invoice(rng, i, month, m / (kMonths.length - 1))));
}
