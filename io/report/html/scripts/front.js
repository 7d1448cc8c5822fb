// The front of `pareto`: plans of which none is better than another in both objectives.
function addFront() {
  if (night.front === null) return;
  const toMakespan = night.front.objectives === 'energy-makespan';
  const other = toMakespan ? 'last end, h' : `missed deadlines, ${night.currency}`;
  const energy = `energy and the rest, ${night.currency}`;
  const points = night.front.points.map((point) =>
    ({ x: toMakespan ? point.makespan_s / 3600 : point.tardiness_cost, y: point.energy }));
  const plan = { x: toMakespan ? planTotals.makespan_s / 3600 : planTotals.tardiness_cost,
                 y: planTotals.cost - planTotals.tardiness_cost };
  section('front', 'Front', figure({
    title: toMakespan ? 'Energy against the last end' : 'Energy against missed deadlines',
    note: 'No plan of the front is better than another in both; only a price could decide.',
    says: `${count(points.length, 'plan')}.`,
    configure: () => ({
      type: 'line',
      data: { datasets: [
        { label: 'front', data: points, stepped: true, clip: false, pointRadius: 4, borderWidth: 1,
          borderColor: colour('one'), backgroundColor: colour('one') },
        { label: 'this plan', data: [plan], showLine: false, clip: false, pointRadius: 7, pointStyle: 'rectRot',
          borderColor: colour('late'), backgroundColor: colour('late') }] },
      options: {
        scales: { x: valueAxis(other, { type: 'linear', ...(toMakespan ? {} : { min: 0 }) }), y: valueAxis(energy) },
        plugins: { legend: { labels: { usePointStyle: true } }, tooltip: { callbacks: { title: () => '',
          label: (item) => `${item.dataset.label}: ${number(item.parsed.x)} ${other}, ${number(item.parsed.y)} ${energy}` } } },
      },
    }),
    tableOf: () => ({ heads: ['<plan', other, energy],
                      rows: rowsOf([points.map((_, i) => String(i + 1)), numbers(points.map((point) => point.x)),
                                    numbers(points.map((point) => point.y))]) }),
  }).node);
}
