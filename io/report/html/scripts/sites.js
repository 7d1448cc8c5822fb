// Each site over the night: power by source against its caps, late hours, price, carbon, temperature and PUE.

const bySlot = (site, value) => column(site.used, 'power_w').map((power, t) => value(power,
  column(site.used, 'renewable_w')[t], column(site.used, 'battery_charge_w')[t],
  column(site.used, 'battery_discharge_w')[t]));

// Where power may come from: the plan's columns by slot, in the order of the stack. Servers and the
// charging of a battery need it; what a battery offers beyond that is lost.
const sources = [
  { label: 'renewable', colour: 'renewable', of: (site) => column(site.used, 'renewable_w') },
  { label: 'battery', colour: 'battery',
    of: (site) => bySlot(site, (power, renewable, charge, offered) => Math.min(offered, power + charge)) },
  { label: 'grid', colour: 'grid',
    of: (site) => bySlot(site, (power, renewable, charge, offered) =>
      Math.max(0, power + charge - offered - renewable)) },
];

// What a peak charge is for.
const highestGridPower = (site) => largestOf(sources.find((source) => source.label === 'grid').of(site));

const hasBattery = (site) => anyAbove(column(site.used, 'battery_charge_w'), 0)
  || anyAbove(column(site.used, 'battery_discharge_w'), 0);

const caps = [
  { label: 'hard cap', name: 'hard_cap_w', colour: 'cap', dash: [] },
  { label: 'soft cap', name: 'soft_cap_w', colour: 'cap', dash: [6, 4] },
  { label: 'renewable at hand', name: 'renewable_w', colour: 'renewable', dash: [3, 3] },
];

const slotNames = () => slotEdges.slice(0, -1).map((edge) => clock(edge));
const mean = (values) => sumOf(values) / Math.max(1, values.length);

// Rows of the table behind a chart by slot. columns: [head, values].
function slotTable(columns) {
  return () => ({
    heads: ['<slot', ...columns.map(([head]) => head)],
    rows: rowsOf([slotNames(), ...columns.map(([, values]) => numbers(values))]),
  });
}

function slotOptions(scales, unitOf) {
  return {
    interaction: { mode: 'index', intersect: false },
    scales: { x: timeAxis(0, night.horizon_s), ...scales },
    plugins: {
      tooltip: { callbacks: {
        title: (items) => (items.length > 0 ? `${clock(items[0].parsed.x)} UTC` : ''),
        label: (item) => `${item.dataset.label}: ${number(item.parsed.y)} ${unitOf(item.dataset)}` } },
      legend: { labels: { usePointStyle: true, pointStyleWidth: 24, filter: (item) => !item.text.startsWith('_') } },
    },
  };
}

function powerFigure(site) {
  const drawnSources = sources.map((source) => ({ ...source, values: source.of(site) }))
    .filter((source) => source.label === 'grid' || anyAbove(source.values, 0));
  const power = column(site.used, 'power_w');
  const drawnCaps = caps.map((cap) => ({ ...cap, values: column(site.given, cap.name) }))
    .filter((cap) => cap.values.some((value) => Number.isFinite(value) && value > 0));
  // With a battery, what the servers need is not what comes in.
  if (hasBattery(site)) {
    drawnCaps.push({ label: 'need of the servers', name: 'need', colour: 'ink', dash: [], values: power });
  }
  const unit = powerUnit(Math.max(largestOf(power), ...drawnCaps.map((cap) => largestOf(cap.values))));
  return figure({
    title: 'Power by source',
    says: `Between ${number(power.reduce((a, b) => Math.min(a, b), Infinity) / unit.per)} and `
      + `${number(largestOf(power) / unit.per)} ${unit.name} at the meter, up to `
      + `${number(highestGridPower(site) / unit.per)} ${unit.name} from the grid.`,
    configure: () => ({
      type: 'line',
      data: { datasets: [
        ...drawnCaps.map((cap) => stepLine(cap.label, steps(cap.values, unit.per), cap.colour,
          { borderDash: cap.dash, stack: cap.name, fill: false })),
        ...drawnSources.map((source, i) => stepLine(source.label, steps(source.values, unit.per), source.colour,
          { stack: 'sources', fill: i === 0 ? 'origin' : '-1', borderWidth: 0, pointStyle: 'rect' })),
      ] },
      options: slotOptions({ y: valueAxis(unit.name, { stacked: true, beginAtZero: true }) }, () => unit.name),
    }),
    tableOf: slotTable([
      ...drawnSources.map((source) => [`${source.label}, ${unit.name}`, source.values.map((w) => w / unit.per)]),
      ...drawnCaps.map((cap) => [`${cap.label}, ${unit.name}`, cap.values.map((w) => w / unit.per)])]),
  }).node;
}

function batteryFigure(site) {
  const columns = [['level', 'battery_level_wh', 'Wh at the end of the slot'], ['charge', 'battery_charge_w', 'W'],
                   ['discharge', 'battery_discharge_w', 'W']]
    .map(([label, name, unit]) => [`${label}, ${unit}`, column(site.used, name)]);
  const level = columns[0][1];
  return figure({
    title: 'Battery level', note: 'At the end of each slot.',
    says: `Up to ${number(largestOf(level) / 1000)} kWh.`,
    configure: () => ({
      type: 'line',
      data: { datasets: [stepLine('level', steps(level, 1000), 'battery')] },
      options: slotOptions({ y: valueAxis('kWh', { beginAtZero: true }) }, () => 'kWh'),
    }),
    tableOf: slotTable(columns),
  }).node;
}

function latenessFigure(site) {
  const late = column(site.used, 'late_h');
  return figure({
    title: 'Late hours', note: 'Past the deadlines of the tasks that end in each slot.',
    says: `${number(sumOf(late))} h in all, of ${count(site.late_tasks, 'late task')}.`,
    configure: () => ({
      type: 'line',
      data: { datasets: [stepLine('late', steps(late), 'late', { fill: 'origin' })] },
      options: slotOptions({ y: valueAxis('h', { beginAtZero: true }) }, () => 'h'),
    }),
    tableOf: slotTable([['late, h', late]]),
  }).node;
}

// A line by slot, with the band that holds 90 % of the true values where it is a forecast.
function givenFigure(site, { title, name, unit, colour: colourName, second = null, note = '' }) {
  const values = column(site.given, name);
  const spread = site.spread && site.spread[`${name}_spread`] ? column(site.spread, `${name}_spread`) : null;
  const uncertain = spread !== null && anyAbove(spread, 0);
  const low = uncertain ? values.map((value, t) => value - spread[t]) : [];
  const high = uncertain ? values.map((value, t) => value + spread[t]) : [];
  const columns = [[`${title}, ${unit}`, values]];
  if (uncertain) columns.push(['5 % lie below', low], ['5 % lie above', high]);
  if (second) columns.push([second.head, second.values]);
  const words = note + (uncertain ? ' Forecast; the band holds 90 % of the true values.' : '');
  return figure({
    title, note: words.trim(),
    says: `${number(mean(values))} ${unit} on average, from `
      + `${number(values.reduce((a, b) => Math.min(a, b), Infinity))} to `
      + `${number(values.reduce((a, b) => Math.max(a, b), -Infinity))}.`,
    configure: () => ({
      type: 'line',
      data: { datasets: [
        stepLine(title, steps(values), colourName),
        ...(second ? [stepLine(second.label, steps(second.values), second.colour, second.style)] : []),
        ...(uncertain ? [
          stepLine('_low', steps(low), colourName, { borderWidth: 0, pointHitRadius: 0 }),
          stepLine('_high', steps(high), colourName,
                   { borderWidth: 0, pointHitRadius: 0, fill: '-1', backgroundColor: colour('band') })] : []),
      ] },
      options: slotOptions({ y: valueAxis(unit), ...(second && second.axis ? { right: second.axis } : {}) },
                           (dataset) => (second && dataset.label === second.label ? second.unit : unit)),
    }),
    tableOf: slotTable(columns),
  }).node;
}

// Energy at the meter by that of the servers; null where there was none.
function meanPue(site) {
  const power = column(site.used, 'power_w');
  const ofServers = sumOf(power.map((watt, t) => watt / column(site.used, 'pue')[t]));
  return ofServers > 0 ? sumOf(power) / ofServers : null;
}

function siteSummary(sites) {
  const hours = night.slot_s / 3600;
  return table('The sites over the night',
    ['<site', 'kWh', 'renewable kWh', `cost, ${night.currency}`, 'kg CO₂', 'late h', 'late tasks',
      'highest power at the meter, W', 'highest from the grid, W', 'mean PUE'],
    rowsOf([
      sites.map((site) => site.id),
      numbers(sites.map((site) => sumOf(column(site.used, 'power_w')) * hours / 1000)),
      numbers(sites.map((site) => sumOf(column(site.used, 'renewable_w')) * hours / 1000)),
      numbers(sites.map((site) => sumOf(column(site.used, 'cost')))),
      numbers(sites.map((site) => sumOf(column(site.used, 'carbon_kg')))),
      numbers(sites.map((site) => sumOf(column(site.used, 'late_h')))),
      sites.map((site) => number(site.late_tasks, 9)),
      numbers(sites.map((site) => largestOf(column(site.used, 'power_w')))),
      numbers(sites.map(highestGridPower)),
      numbers(sites.map(meanPue)),
    ]));
}

// What the plan pays beside the costs of its sites.
function besideSites() {
  const names = ['tardiness_cost', 'transfer_cost', 'peak_cost', 'makespan_cost', 'change_cost'];
  const paid = costItems.filter(([name]) => names.includes(name) && planTotals[name] !== 0).map(([, label]) => label);
  if (paid.length === 0) return [];
  return [element('p', { class: 'note' }, `Not among the costs of sites: ${paid.join(', ')}.`)];
}

function addSites() {
  const perKwh = `${night.currency}/kWh`;
  const parts = night.sites.flatMap((site) => [
    element('h3', {}, `Site ${site.id}`),
    element('div', { class: 'charts' },
      powerFigure(site),
      ...(hasBattery(site) ? [batteryFigure(site)] : []),
      ...(site.late_tasks > 0 ? [latenessFigure(site)] : []),
      givenFigure(site, { title: 'Price', name: 'price_per_kwh', unit: perKwh, colour: 'price',
        note: 'The rate is what a kWh of the servers costs, with carbon and cooling.',
        second: { label: 'rate', head: `rate, ${perKwh}`, unit: perKwh, colour: 'three',
                  values: column(site.used, 'rate_per_kwh'), style: { borderDash: [6, 4] } } }),
      givenFigure(site, { title: 'Carbon intensity', name: 'carbon_g_per_kwh', unit: 'g/kWh', colour: 'carbon',
        note: night.carbon_kind === 'marginal' ? 'Marginal intensity.' : 'Average intensity.' }),
      givenFigure(site, { title: 'Temperature', name: 'temperature_c', unit: '°C', colour: 'temperature',
        note: 'Outdoors.',
        second: { label: 'PUE', head: 'PUE', unit: '', colour: 'pue', values: column(site.used, 'pue'),
                  style: { yAxisID: 'right', borderDash: [6, 4] },
                  axis: valueAxis('PUE', { position: 'right', grid: { display: false } }) } }))]);
  section('sites', 'Sites', siteSummary(night.sites), ...besideSites(), ...parts);
}
