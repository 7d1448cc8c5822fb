// The page, from top to bottom. Parts are added one a turn, so that the page answers all the while.
function addTitle() {
  const tasks = count(night.tasks, 'task');
  const end = new Date(epochMs + night.horizon_s * 1000).toISOString().slice(0, 16).replace('T', ' ');
  const begin = new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ');
  document.title = `nightwatt: the night of ${begin.slice(0, 10)}`;
  document.getElementById('subtitle').textContent = `${tasks} on ${count(night.servers, 'server')} at `
    + `${count(night.sites.length, 'site')}, ${begin} to ${end} UTC`;
}

const parts = [addTitle, addTotals, addSites, readTasks, unpackTasks, orderRows, addSchedule, addDeadlines,
               addLevers, addFront, addSearch];

function addParts() {
  parts.shift()();
  if (parts.length > 0) setTimeout(addParts);
  else document.documentElement.dataset.ready = 'yes';
}

startTheme();
addParts();
