// The servers that run tasks, in the order of the rows, and the tasks of each in the order of start.
let planned = null;
let byServer = null;
let rowServers = [];
const rowOfServer = new Map();

function readTasks() {
  taskData = JSON.parse(document.getElementById('tasks').textContent);
}

function unpackTasks() {
  planned = {
    server: column(taskData, 'server', Int32Array),
    level: column(taskData, 'level', Int32Array),
    start: column(taskData, 'start_s'),
    end: column(taskData, 'end_s'),
    release: column(taskData, 'release_s'),
    deadline: column(taskData, 'deadline_s'),
    lateness: column(taskData, 'lateness_s'),
    energy: column(taskData, 'energy_kwh'),
    shares: taskData.shares.map((_, resource) => column(taskData.shares, resource)),
  };
}

// first[s] to first[s + 1]: places of server s in `tasks`.
function tasksByServer() {
  const servers = taskData.server_id.length;
  const first = new Uint32Array(servers + 1);
  for (const server of planned.server) ++first[server + 1];
  for (let server = 0; server < servers; ++server) first[server + 1] += first[server];
  const next = first.slice();
  const tasks = new Uint32Array(planned.server.length);
  for (let task = 0; task < tasks.length; ++task) tasks[next[planned.server[task]]++] = task;
  for (let server = 0; server < servers; ++server) {
    tasks.subarray(first[server], first[server + 1]).sort((a, b) => planned.start[a] - planned.start[b] || a - b);
  }
  return { first, tasks };
}

const tasksOf = (server) => byServer.tasks.subarray(byServer.first[server], byServer.first[server + 1]);

// Servers with tasks stand site by site.
function orderRows() {
  byServer = tasksByServer();
  rowServers = Array.from(taskData.server_id.keys())
    .filter((server) => byServer.first[server + 1] > byServer.first[server])
    .sort((a, b) => taskData.server_site[a] - taskData.server_site[b] || a - b);
  rowServers.forEach((server, row) => rowOfServer.set(server, row));
}

const knownLanes = new Map();

// Tasks that run beside each other on a server lie in different lanes: each in the first free one.
function lanesOf(server) {
  if (!knownLanes.has(server)) {
    const freeFrom = [];
    const lanes = Array.from(tasksOf(server), (task) => {
      let lane = freeFrom.findIndex((end) => end <= planned.start[task] + 1e-3);
      if (lane < 0) lane = freeFrom.length;
      freeFrom[lane] = planned.end[task];
      return lane;
    });
    knownLanes.set(server, { lanes, most: freeFrom.length });
  }
  return knownLanes.get(server);
}
