// What each lever is worth: what it saves alone, and what is lost without it.
function addLevers() {
  if (night.ablation === null) return;
  const { levers, rule, dispatcher, all } = night.ablation;
  const weighed = levers.filter((lever) => !lever.alone.note);
  const absent = levers.filter((lever) => lever.alone.note).map((lever) => `${lever.name}: ${lever.alone.note}`);
  const known = (plan, value) => (plan.note ? null : value);
  const saves = weighed.map((lever) => known(lever.alone, known(lever.before, lever.before.cost - lever.alone.cost)));
  const loses = weighed.map((lever) => known(lever.left_out, lever.left_out.cost - all.cost));
  // Shares of what is 0 or below say nothing.
  const gapOf = (plan) => (plan.note || plan.gap === null || plan.lower_bound === null || plan.lower_bound < 0
    ? 'none' : percent(plan.gap));
  const share = (plan) => (plan.note || dispatcher.cost <= 0 ? 'none'
    : percent((dispatcher.cost - plan.cost) / dispatcher.cost));
  const name = (lever) => (lever.asset ? `${lever.name} *` : lever.name);
  const made = figure({
    title: 'What each lever is worth',
    note: `${rule} costs ${money(dispatcher.cost)}, a plan with all levers ${money(all.cost)}.`
      + (weighed.some((lever) => lever.asset)
        ? ` * An asset, not a decision: alone it is what ${rule} would cost more without it.` : ''),
    says: weighed.map((lever, i) => `${lever.name} alone saves ${number(saves[i])}, its loss costs `
      + `${number(loses[i])} ${night.currency}`).join('; '),
    heightRem: 5 + 3 * weighed.length,
    configure: () => ({
      type: 'bar',
      data: { labels: weighed.map(name), datasets: [
        { label: 'saves alone', data: saves, backgroundColor: colour('two') },
        { label: 'lost when left out', data: loses, backgroundColor: colour('late') }] },
      options: {
        indexAxis: 'y',
        scales: { x: valueAxis(night.currency), y: { grid: { display: false } } },
        plugins: { tooltip: { mode: 'index', callbacks: {
          label: (item) => `${item.dataset.label}: ${money(item.parsed.x)}` } } },
      },
    }),
    tableOf: () => ({
      heads: ['<lever', `alone, ${night.currency}`, 'saved alone', 'gap', `left out, ${night.currency}`,
              `saved against ${rule}`, 'gap', 'lost', '<what it decides'],
      rows: rowsOf([weighed.map(name), numbers(weighed.map((lever) => known(lever.alone, lever.alone.cost))),
                    numbers(saves), weighed.map((lever) => gapOf(lever.alone)),
                    numbers(weighed.map((lever) => known(lever.left_out, lever.left_out.cost))),
                    weighed.map((lever) => share(lever.left_out)), weighed.map((lever) => gapOf(lever.left_out)),
                    numbers(loses), weighed.map((lever) => lever.help)]),
    }),
  });
  section('levers', 'Levers', made.node,
    element('p', { class: 'note' }, `Alone: all else as ${rule} has it. Left out: this as ${rule} has it, `
      + 'all else free.'),
    ...(absent.length > 0 ? [element('p', { class: 'note' }, `Nothing to weigh: ${absent.join('; ')}.`)] : []));
}
