// Each site over the night: power, late hours, price, carbon, temperature and PUE.

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

const mean = (values) => sumOf(values) / Math.max(1, values.length);

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
          stepLine('5 % lie below', steps(low), colourName, { borderWidth: 0, band: true }),
          stepLine('5 % lie above', steps(high), colourName,
                   { borderWidth: 0, band: true, fill: '-1', backgroundColor: colour('band') })] : []),
      ] },
      options: slotOptions({ y: valueAxis(unit), ...(second && second.axis ? { right: second.axis } : {}) },
                           (dataset) => (second && dataset.label === second.label ? second.unit : unit)),
    }),
    tableOf: slotTable(columns),
  }).node;
}

// Energy of servers and cooling by that of the servers; null where there was none.
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
      numbers(sites.map((site) => largestOf(meterPower(site)))),
      numbers(sites.map((site) => largestOf(gridPower(site)))),
      numbers(sites.map(meanPue)),
    ]));
}

// What the table of the sites leaves out.
function besideSites() {
  const names = ['tardiness_cost', 'transfer_cost', 'peak_cost', 'makespan_cost', 'change_cost'];
  const paid = costItems.filter(([name]) => names.includes(name) && planTotals[name] !== 0).map(([, label]) => label);
  const words = [];
  if (paid.length > 0) words.push(`Not among the costs of sites: ${paid.join(', ')}.`);
  if (planTotals.beyond) words.push('What runs after the night is not counted.');
  return words.map((one) => element('p', { class: 'note' }, one));
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
