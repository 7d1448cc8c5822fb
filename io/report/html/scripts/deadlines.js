// Deadlines kept and missed, by how much, and why.
const slackEdges = [-Infinity, -4 * 3600, -3600, -900, 0, 900, 3600, 4 * 3600, 12 * 3600, Infinity];
const slackNames = ['over 4 h late', '1 to 4 h late', '15 min to 1 h late', 'under 15 min late',
                    'under 15 min early', '15 min to 1 h early', '1 to 4 h early', '4 to 12 h early',
                    'over 12 h early'];

function slackCounts() {
  const counts = new Array(slackNames.length).fill(0);
  for (let task = 0; task < planned.server.length; ++task) {
    if (Number.isNaN(planned.deadline[task])) continue;
    const late = planned.lateness[task];
    const slack = late > 0 ? -late : Math.max(0, planned.deadline[task] - planned.end[task]);
    // A late task by a hair is late: its slack is below 0 whatever a float can hold.
    let bin = slackEdges.findIndex((edge, i) => slack >= edge && slack < slackEdges[i + 1]);
    if (late > 0) bin = Math.min(bin, 3);
    ++counts[bin];
  }
  return counts;
}

function lateTable() {
  const costs = numbers(night.late.map(({ cost }) => cost));
  const rows = night.late.map(({ task, reason }, i) => [taskData.id[task],
    taskData.server_id[planned.server[task]], clock(planned.deadline[task], true),
    clock(planned.end[task], true), lasting(planned.lateness[task]), costs[i], reason]);
  const all = planTotals.late_tasks;
  return table(rows.length < all ? `The dearest ${rows.length} of ${number(all, 9)} late tasks` : 'Late tasks',
    ['<task', '<server', 'due', 'end', 'late', night.currency, '<reason'], rows);
}

function addDeadlines() {
  const counts = slackCounts();
  const due = sumOf(counts);
  if (due === 0) {
    section('deadlines', 'Deadlines', element('p', {}, 'No task has a deadline.'));
    return;
  }
  const late = planTotals.late_tasks;
  const words = `${number(due - late, 9)} of ${count(due, 'deadline')} kept, ${number(late, 9)} missed`
    + `${late > 0 ? `, by ${lasting(3600 * planTotals.tardiness_h)} in all` : ''}.`;
  const made = figure({
    title: 'Tasks by how early or late they end', says: words,
    configure: () => ({
      type: 'bar',
      data: { labels: slackNames, datasets: [{ label: 'tasks', data: counts.map((tasks) => tasks || null), minBarLength: 2,
        backgroundColor: slackNames.map((name) => colour(name.endsWith('late') ? 'late' : 'on-time')) }] },
      options: { indexAxis: 'y', scales: { x: valueAxis('tasks', { ticks: { precision: 0 } }),
                                           y: { grid: { display: false } } },
                 plugins: { legend: { display: false } } },
    }),
    tableOf: () => ({ heads: ['<', 'tasks'], rows: slackNames.map((name, i) => [name, number(counts[i], 9)]) }),
  });
  section('deadlines', 'Deadlines', element('p', {}, words), made.node,
          ...(night.late.length > 0 ? [lateTable()] : []));
}
