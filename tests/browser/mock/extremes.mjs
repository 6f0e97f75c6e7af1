// What strains a layout: one invoice of 1,000,000,000, one line of nothing, a very long name, a unit without purchases.
import { agreements, kThirdBuyer } from './municipality.mjs';

export const extremeUnits = [
  { unit_id: 'top', name: 'Ytterpunkt', kind: 'OTHER' },
  {
    unit_id: 'long', parent_id: 'top', kind: 'OTHER',
    name: 'Arbeidsmarkedskompetanseutviklingssenteret for minoritetsspråklige voksenopplæringsdeltakere',
  },
  { unit_id: 'none', name: 'Enhet uten innkjøp', parent_id: 'top', kind: 'OTHER' },
];

function invoice(number, month, lines, bypassed) {
  const agreement = agreements[0];
  const [seller, seller_name] = bypassed ? agreement.others[0] : [agreement.supplier_id, agreement.supplier_name];
  return {
    key: `${kThirdBuyer}|INVOICE|${seller}|${number}|2025`, number, seller, seller_name, month, unit: 'long', date: `${month}-15`,
    order: null, kept: true,
    lines: lines.map(([name, amount, missed], i) => ({
      number: i + 1, unit: 'long', agreement, bypassed, name, quantity: 1n, price: amount, agreed: amount, amount,
      channel: bypassed ? 'INVOICE_ONLY' : 'CATALOGUE', missed: bypassed ? missed : undefined, recoverable: null,
    })),
  };
}

export function extremeInvoices() {
  return [
    invoice('STOR-1', '2025-11', [['Totalentreprise', 100000000000n, 36000000000n]], true),
    invoice('STOR-2', '2025-12', [['Totalentreprise, slutt', 100000000000n, 36000000000n], ['Vareprøve', 0n, 0n]], true),
    invoice('LITEN-1', '2025-12', [['Prøve', 1n, undefined]], false),
  ];
}
