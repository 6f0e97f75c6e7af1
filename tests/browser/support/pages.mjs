// One address of every page, with what the server has: the worst unit, a line bought elsewhere, one that was too dear.
const kExtreme = '0192:310055512';

export async function pagesOf(origin) {
  const get = async (path) => (await fetch(`${origin}/api/v1/${path}`)).json();
  const buyers = (await get('buyers')).items;
  const { buyer_id, months } = buyers[0];
  const buyer = encodeURIComponent(buyer_id);
  const line = async (rule) => (await get(`lines?rule=${rule}&outcome=BREACH&limit=1&from=${months[1]}&buyer=${buyer}`)).items[0]
    ?? (await get(`lines?rule=${rule}&outcome=BREACH&limit=1&buyer=${buyer}`)).items[0];
  const rolled = (await get(`units/rollup?kpi=missed_saving_amount&limit=1000&buyer=${buyer}`)).items;
  const [unit] = rolled.filter((one) => one.parent_id).sort((a, b) => Number(b.numerator) - Number(a.numerator));
  const verdict = (one, rule) => `/verdict?subject=${encodeURIComponent(one.document_key)}&rule=${rule}&line=${one.line_number}`;
  const pages = {
    overview: '/?', leaks: '/leaks?', lines: '/lines?', units: '/units?', improvement: '/units?sort=improvement',
  };
  if (unit) pages.unit = `/units?unit=${encodeURIComponent(unit.unit_id)}`;
  for (const [name, rule] of [['verdict', 'agreement_bypassed'], ['price', 'price_above_agreement']]) {
    const found = await line(rule);
    if (found) pages[name] = verdict(found, rule);
  }
  if (buyers.some((one) => one.buyer_id === kExtreme)) {
    Object.assign(pages, { 'extreme-overview': `/?buyer=${kExtreme}`, 'extreme-leaks': `/leaks?buyer=${kExtreme}` });
  }
  return pages;
}
