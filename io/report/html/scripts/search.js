// How the plan was found: cost and bound over search time, settings, hashes.
function searchFigure() {
  const { seconds, best_cost: costs } = night.run.search;
  const proven = night.totals.lower_bound;
  const last = Math.max(1e-3, seconds[seconds.length - 1]);
  const best = seconds.map((second, i) => ({ x: second, y: costs[i] }));
  // The bound as it rose, and what was proven in the end until the end.
  const rising = night.run.bound.seconds.map((second, i) => ({ x: second, y: night.run.bound.lower_bound[i] }))
    .filter((point) => proven !== null && point.x <= last);
  const bound = proven === null ? []
    : [...(rising.length > 0 ? rising : [{ x: 0, y: proven }]), { x: last, y: proven }];
  const lines = [['best plan', best, 'one', []], ['lower bound', bound, 'two', [6, 4]]]
    .filter(([, points]) => points.length > 0);
  // The first steps of a bound lie far below all else: they may leave the chart.
  const lowest = proven === null ? -Infinity : proven - (Math.max(...costs) - proven);
  const low = rising.some((point) => point.y < lowest) ? { min: lowest } : {};
  return figure({
    title: 'Cost and bound over search time',
    note: 'The best plan of the search, and what no plan can undercut.',
    says: `From ${money(costs[0])} to ${money(costs[costs.length - 1])} in ${number(last)} s`
      + `${proven === null ? '' : `; no plan costs less than ${moneyFrom(proven)}`}.`,
    configure: () => ({
      type: 'line',
      data: { datasets: lines.map(([label, points, colourName, dash]) =>
        stepLine(label, points, colourName, { borderDash: dash })) },
      options: {
        scales: { x: valueAxis('seconds', { type: 'linear', min: 0, max: last, ticks: { includeBounds: false } }),
                  y: valueAxis(night.currency, { ...low, ticks: { includeBounds: false } }) },
        plugins: {
          legend: { labels: lineLegend },
          tooltip: { callbacks: {
            title: (items) => (items.length > 0 ? `after ${number(items[0].parsed.x)} s` : ''),
            label: (item) => `${item.dataset.label}: ${money(item.parsed.y)}` } },
        },
      },
    }),
    tableOf: () => {
      const rows = lines.flatMap(([label, points]) => points.map((point) => [label, point.x, point.y]));
      return { heads: ['<', 'seconds', night.currency],
               rows: rowsOf([rows.map((row) => row[0]), numbers(rows.map((row) => row[1])),
                             numbers(rows.map((row) => row[2]), 7)]) };
    },
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
