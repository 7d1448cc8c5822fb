// Charts by slot, and the tables behind them.
const slotNames = () => slotEdges.slice(0, -1).map((edge) => clock(edge));

// Rows of the table behind a chart by slot. columns: [head, values].
function slotTable(columns) {
  return () => ({
    heads: ['<slot', ...columns.map(([head]) => head)],
    rows: rowsOf([slotNames(), ...columns.map(([, values]) => numbers(values))]),
  });
}

const slotName = (slot) => `${clock(slotEdges[slot])} to ${clock(slotEdges[slot + 1])}`;

// All lines in the slot under the pointer. A step lasts until the next: the nearest point is that of the next
// slot in the second half of each.
Chart.Interaction.modes.slot = (chart, event) => {
  const place = Chart.helpers.getRelativePosition(event, chart);
  if (!chart.isPointInArea(place)) return [];
  const slot = Math.floor(chart.scales.x.getValueForPixel(place.x) / night.slot_s);
  const index = Math.max(0, Math.min(night.slots - 1, slot));
  return chart.getSortedVisibleDatasetMetas().map((meta) => ({ element: meta.data[index], datasetIndex: meta.index, index }))
    .filter((item) => !item.element.skip);
};

function slotOptions(scales, unitOf) {
  return {
    interaction: { mode: 'slot', intersect: false },
    scales: { x: timeAxis(0, night.horizon_s), ...scales },
    plugins: {
      tooltip: { callbacks: {
        title: (items) => (items.length > 0 ? `${slotName(items[0].dataIndex)} UTC` : ''),
        label: (item) => `${item.dataset.label}: ${number(item.parsed.y)} ${unitOf(item.dataset)}` } },
      legend: { labels: lineLegend },
    },
  };
}
