#include "referee/costs.hpp"

#include <algorithm>
#include <cmath>

#include "referee/sum.hpp"
#include "referee/units.hpp"

namespace nightwatt::referee {

namespace {

void add_sites(const Case& c, const std::vector<SlotEnergy>& energy,
               const std::vector<BatterySlot>& batteries, Account& account) {
    const Tariffs& tariffs = c.tariffs;
    const double slot_s = tariffs.slot_ms() / 1e3;
    Sum energy_cost, soft_cap_cost, heat_credit, meter_j, it_j, renewable_j, available_j, heat_j,
        carbon_kg, charged_j, offered_j, lost_j, unneeded_j;
    std::array<Sum, uses> by_use;
    Totals& totals = account.totals;
    for (std::size_t site = 0; site != c.instance.sites.size(); ++site) {
        double peak_w = 0;
        for (std::size_t slot = 0; slot != tariffs.slots(); ++slot) {
            const SlotTariff& tariff = tariffs.at(static_cast<std::int32_t>(site), slot);
            const SlotEnergy& of_slot = energy[site * tariffs.slots() + slot];
            const BatterySlot& battery = batteries[site * tariffs.slots() + slot];
            const Settlement s = settle(tariff, of_slot, battery, tariffs.slot_ms());
            const double grid_cost = s.grid_j * tariff.grid_price;
            const double soft_cost =
                s.over_soft_j / joules_per_kwh * c.instance.sites.soft_cap_penalty_per_kwh[site];
            const double heat =
                s.heat_j / joules_per_kwh * c.instance.sites.heat_price_per_kwh[site];
            energy_cost.add(grid_cost);
            soft_cap_cost.add(soft_cost);
            heat_credit.add(heat);
            meter_j.add(s.meter_j);
            it_j.add(s.it_j);
            renewable_j.add(s.renewable_j);
            available_j.add(tariff.renewable_j);
            heat_j.add(s.heat_j);
            carbon_kg.add(s.grid_j * tariff.carbon_kg);
            charged_j.add(battery.charged_j);
            offered_j.add(battery.offered_j);
            lost_j.add(battery.lost_j);
            lost_j.add(s.unneeded_j);
            unneeded_j.add(s.unneeded_j);
            for (std::size_t use = 0; use != uses; ++use) by_use[use].add(of_slot.by_use_j[use]);
            peak_w = std::max(peak_w, s.grid_w);
            account.site_slots.push_back({.power_w = s.meter_j / slot_s,
                                          .renewable_w = s.renewable_j / slot_s,
                                          .cost = grid_cost + soft_cost - heat,
                                          .carbon_kg = s.grid_j * tariff.carbon_kg,
                                          .pue = tariff.pue,
                                          .rate_per_kwh = tariff.rate * joules_per_kwh,
                                          .battery_charge_w = battery.charged_j / slot_s,
                                          .battery_discharge_w = battery.offered_j / slot_s,
                                          .battery_level_wh = battery.level_j / joules_per_wh});
        }
        totals.peak_kw += peak_w / 1e3;
        totals.peak_cost += peak_w / 1e3 * c.instance.sites.peak_price_per_kw[site];
    }
    const auto kwh = [](const Sum& joules) { return joules.value() / joules_per_kwh; };
    const auto kwh_of = [&](Use use) { return kwh(by_use[static_cast<std::size_t>(use)]); };
    totals.energy_cost = energy_cost.value();
    totals.soft_cap_cost = soft_cap_cost.value();
    totals.heat_credit = heat_credit.value();
    totals.energy_kwh = kwh(meter_j);
    totals.it_energy_kwh = kwh(it_j);
    totals.dynamic_kwh = kwh_of(Use::Dynamic);
    totals.idle_kwh = kwh_of(Use::Idle);
    totals.sleep_kwh = kwh_of(Use::Sleep);
    totals.wake_kwh = kwh_of(Use::Wake);
    totals.renewable_kwh = kwh(renewable_j);
    totals.renewable_available_kwh = kwh(available_j);
    totals.heat_kwh = kwh(heat_j);
    totals.battery_charge_kwh = kwh(charged_j);
    totals.battery_discharge_kwh = kwh(offered_j);
    totals.battery_loss_kwh = kwh(lost_j);
    totals.battery_unneeded_kwh = kwh(unneeded_j);
    totals.carbon_kg = carbon_kg.value();
}

/// Elsewhere, at another level, or earlier or later by more than the tolerance.
bool was_moved(const Case& c, std::size_t task) {
    const PublishedPlan& before = c.published;
    if (before.empty() || before.server[task] == not_published) return false;
    const bool same_place =
        c.plan.server[task] == before.server[task] && c.plan.level[task] == before.level[task];
    const double known_ms = static_cast<double>(before.start_ms[task]);
    return !same_place ||
           std::abs(c.start_ms(task) - known_ms) > static_cast<double>(before.tolerance_ms);
}

TaskAccount task_account(const Case& c, std::size_t task, double& transfer_j) {
    const std::int32_t site = c.site_of(c.server_of(task));
    const double start = c.start_ms(task);
    const double end = c.end_ms(task);
    const double power_w = c.modes[task].power_w;
    const double late_ms = lateness_ms(c, task);
    transfer_j = find_transfer(c.instance, task, site).energy_j;
    const double release = to_ms(c.instance.tasks.release_s[task]);
    return {.energy_kwh = power_w * c.tariffs.pue_integral(site, start, end) / joules_per_kwh,
            .energy_cost = power_w * c.tariffs.rate_integral(site, start, end),
            .tardiness_cost = late_ms / ms_per_hour * c.instance.tasks.tardiness_weight_per_h[task],
            .transfer_cost = transfer_j * c.tariffs.at_moment(site, release).rate,
            .change_cost = was_moved(c, task) ? c.published.change_penalty : 0.0,
            .lateness_s = late_ms / 1e3};
}

void add_tasks(const Case& c, Account& account) {
    Totals& totals = account.totals;
    Sum tardiness_cost, tardiness_s, transfer_cost, transfer_j, change_cost, work;
    double last_end = 0;
    account.tasks.reserve(c.plan.size());
    for (std::size_t task = 0; task != c.plan.size(); ++task) {
        double moved_j = 0;
        const TaskAccount of_task = task_account(c, task, moved_j);
        tardiness_cost.add(of_task.tardiness_cost);
        tardiness_s.add(of_task.lateness_s);
        transfer_cost.add(of_task.transfer_cost);
        transfer_j.add(moved_j);
        change_cost.add(of_task.change_cost);
        if (was_moved(c, task)) ++totals.changed_tasks;
        work.add(c.instance.tasks.work[task]);
        // Half a ms late is on time to a planner that counts whole ms.
        if (of_task.lateness_s * 1e3 > 0.5) ++totals.late_tasks;
        last_end = std::max(last_end, c.end_ms(task));
        account.tasks.push_back(of_task);
    }
    totals.tardiness_cost = tardiness_cost.value();
    totals.tardiness_h = tardiness_s.value() / 3600;
    totals.transfer_cost = transfer_cost.value();
    totals.transfer_kwh = transfer_j.value() / joules_per_kwh;
    totals.change_cost = change_cost.value();
    totals.work = work.value();
    totals.makespan_s = last_end / 1e3;
    totals.makespan_cost = last_end / ms_per_hour * c.instance.makespan_weight_per_h;
}

}  // namespace

double lateness_ms(const Case& c, std::size_t task) {
    const double deadline = to_ms(c.instance.tasks.deadline_s[task]);
    return std::isnan(deadline) ? 0.0 : std::max(0.0, c.end_ms(task) - deadline);
}

Account make_account(const Case& c, const std::vector<SlotEnergy>& energy,
                     const std::vector<BatterySlot>& batteries) {
    Account account;
    account.slot_energy = energy;
    account.site_slots.reserve(energy.size());
    add_sites(c, energy, batteries, account);
    add_tasks(c, account);
    for (std::size_t server = 0; server != c.schedule.servers(); ++server) {
        if (!c.schedule.day(server).tasks.empty()) ++account.totals.servers_used;
    }
    sum_up(account.totals);
    return account;
}

void sum_up(Totals& totals) {
    totals.cost = totals.energy_cost + totals.tardiness_cost + totals.transfer_cost +
                  totals.soft_cap_cost + totals.peak_cost + totals.makespan_cost +
                  totals.change_cost - totals.heat_credit;
}

}  // namespace nightwatt::referee
