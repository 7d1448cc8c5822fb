// The power of a site: what comes in against its caps, and what a battery does.
const bySlot = (site, value) => column(site.used, 'power_w').map((need, t) => value(need,
  column(site.used, 'renewable_w')[t], column(site.used, 'battery_charge_w')[t],
  column(site.used, 'battery_discharge_w')[t]));

// What a peak charge is for: what servers, cooling and the charging of a battery need beyond what the battery
// offers and what is renewable.
const gridPower = (site) => bySlot(site, (need, renewable, charge, offered) =>
  Math.max(0, need + charge - offered - renewable));

// What caps are about: renewable and grid.
const meterPower = (site) => gridPower(site).map((grid, t) => grid + column(site.used, 'renewable_w')[t]);

// What comes in at the meter, in the order of the stack.
const sources = [
  { label: 'renewable', colour: 'renewable', of: (site) => column(site.used, 'renewable_w') },
  { label: 'grid', colour: 'grid', of: gridPower },
];

const hasBattery = (site) => anyAbove(column(site.used, 'battery_charge_w'), 0)
  || anyAbove(column(site.used, 'battery_discharge_w'), 0);

const caps = [
  { label: 'hard cap', name: 'hard_cap_w', colour: 'cap', dash: [] },
  { label: 'soft cap', name: 'soft_cap_w', colour: 'cap', dash: [6, 4] },
  { label: 'renewable at hand', name: 'renewable_w', colour: 'renewable', dash: [3, 3] },
];

function powerFigure(site) {
  const drawnSources = sources.map((source) => ({ ...source, values: source.of(site) }))
    .filter((source) => source.label === 'grid' || anyAbove(source.values, 0));
  const meter = meterPower(site);
  const drawnLines = caps.map((cap) => ({ ...cap, values: column(site.given, cap.name) }))
    .filter((cap) => cap.values.some((value) => Number.isFinite(value) && value > 0));
  const battery = hasBattery(site);
  if (battery) {
    drawnLines.push({ label: 'need (servers and cooling)', name: 'need', colour: 'ink', dash: [],
                      values: column(site.used, 'power_w') });
  }
  const unit = powerUnit(Math.max(largestOf(meter), ...drawnLines.map((line) => largestOf(line.values))));
  return figure({
    title: 'Power by source',
    note: battery ? 'At the meter, where caps hold. The battery makes up for the difference to the need.' : '',
    says: `Between ${number(meter.reduce((a, b) => Math.min(a, b), Infinity) / unit.per)} and `
      + `${number(largestOf(meter) / unit.per)} ${unit.name} at the meter, up to `
      + `${number(largestOf(gridPower(site)) / unit.per)} ${unit.name} from the grid.`,
    configure: () => ({
      type: 'line',
      data: { datasets: [
        ...drawnLines.map((line) => stepLine(line.label, steps(line.values, unit.per), line.colour,
          { borderDash: line.dash, stack: line.name, fill: false })),
        ...drawnSources.map((source, i) => stepLine(source.label, steps(source.values, unit.per), source.colour,
          { stack: 'sources', fill: i === 0 ? 'origin' : '-1', borderWidth: 0, pointStyle: 'rect' })),
      ] },
      options: slotOptions({ y: valueAxis(unit.name, { stacked: true, beginAtZero: true }) }, () => unit.name),
    }),
    tableOf: slotTable([
      ...drawnSources.map((source) => [`${source.label}, ${unit.name}`, source.values.map((w) => w / unit.per)]),
      [`at the meter, ${unit.name}`, meter.map((w) => w / unit.per)],
      ...drawnLines.map((line) => [`${line.label}, ${unit.name}`, line.values.map((w) => w / unit.per)])]),
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
