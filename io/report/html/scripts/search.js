// How the plan was found: cost and bound over search time, settings, hashes.
function searchFigure() {
  const { seconds, best_cost: costs } = night.run.search;
  const bound = night.totals.lower_bound;
  const last = seconds[seconds.length - 1];
  const points = seconds.map((second, i) => ({ x: second, y: costs[i] }));
  return figure({
    title: 'Cost of the best plan over search time',
    says: `From ${money(costs[0])} to ${money(costs[costs.length - 1])} in ${number(last)} s`
      + `${bound === null ? '' : `; no plan costs less than ${money(bound)}`}.`,
    configure: () => ({
      type: 'line',
      data: { datasets: [
        { label: 'best plan', data: points, stepped: true, pointRadius: 0, pointHitRadius: 6, borderWidth: 2,
          borderColor: colour('one'), backgroundColor: colour('one'), pointStyle: 'line' },
        ...(bound === null ? [] : [{ label: 'lower bound', data: [{ x: 0, y: bound }, { x: last, y: bound }],
          pointRadius: 0, pointStyle: 'line', borderWidth: 2, borderDash: [6, 4], borderColor: colour('two'),
          backgroundColor: colour('two') }]),
      ] },
      options: {
        scales: { x: valueAxis('seconds', { type: 'linear', min: 0, max: last > 0 ? last : 1 }),
                  y: valueAxis(night.currency) },
        plugins: { legend: { labels: { usePointStyle: true, pointStyleWidth: 24 } }, tooltip: { callbacks: {
          title: (items) => (items.length > 0 ? `after ${number(items[0].parsed.x)} s` : ''),
          label: (item) => `${item.dataset.label}: ${money(item.parsed.y)}` } } },
      },
    }),
    tableOf: () => ({ heads: ['<seconds', `best plan, ${night.currency}`, `lower bound, ${night.currency}`],
                      rows: rowsOf([numbers(seconds), numbers(costs, 7), numbers(costs.map(() => bound), 7)]) }),
  }).node;
}

function addSearch() {
  const run = night.run;
  const facts = [
    ['made by', `${run.program}, ${run.made_by}`], ['backend', run.backend || 'none'], ['seed', String(run.seed)],
    ['generations', number(run.generations, 9)], ['plans evaluated', number(run.evaluations, 12)],
    ['seconds', number(run.seconds)], ['stopped by', run.stopped_by], ['steps of the bound', number(run.bound_steps, 9)],
    ['hash of the instance', run.instance_hash], ['hash of the plan', run.plan_hash],
    ['rounding explains at most', money(run.allowed_difference)],
  ];
  const list = element('div', { class: 'table' }, element('table', {}, element('tbody', {},
    ...facts.map(([name, value]) => element('tr', {}, element('th', { scope: 'row', class: 'left' }, name),
                                            element('td', { class: 'left' }, value))))));
  const notes = night.notes.map((note) => element('p', { class: 'note' }, note));
  const settings = element('details', {}, element('summary', {}, 'Settings'),
                           element('pre', { tabindex: '0' }, run.configuration || 'none'));
  section('search', 'Search', ...(run.search.seconds.length > 0 ? [searchFigure()] : []), list, settings,
          element('h3', {}, 'The instance'), ...notes);
}
