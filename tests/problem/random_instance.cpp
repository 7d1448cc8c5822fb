#include "problem/random_instance.hpp"

#include <algorithm>
#include <random>
#include <string>

#include "instance/columns.hpp"
#include "kernels/genetic.hpp"

namespace nightwatt {

namespace {

/// Plain whole numbers from mt19937_64, whose bits the standard fixes.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : bits_(seed) {}
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(bits_() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool chance(int percent) { return between(1, 100) <= percent; }

  private:
    std::mt19937_64 bits_;
};

void add_sites(Instance& instance, const RandomShape& shape, Dice& dice) {
    for (int s = 0; s < 2; ++s) {
        instance.sites.id.push_back("site" + std::to_string(s));
        instance.sites.pue_overhead.push_back(1.0 +
                                              0.01 * static_cast<double>(dice.between(0, 20)));
        instance.sites.peak_price_per_kw.push_back(shape.coupled ? 2.5 : 0);
        instance.sites.soft_cap_penalty_per_kwh.push_back(shape.coupled ? 0.7 : 0);
        instance.sites.heat_price_per_kwh.push_back(shape.coupled ? 0.03 : 0);
        for (const double c : {0.0, 15.0, 30.0}) {
            instance.cop.site.push_back(s);
            instance.cop.temperature_c.push_back(c);
            instance.cop.cop.push_back(8 - c / 6);
        }
        for (std::uint32_t t = 0; t < shape.slots; ++t) {
            SeriesTable& series = instance.series;
            series.site.push_back(s);
            series.start_s.push_back(t * instance.slot_s);
            const std::int64_t lowest = shape.negative_prices ? -300 : 0;
            series.price_per_kwh.push_back(
                shape.loads_only ? 0 : 0.001 * static_cast<double>(dice.between(lowest, 500)));
            series.carbon_g_per_kwh.push_back(static_cast<double>(dice.between(20, 700)));
            series.temperature_c.push_back(0.1 * static_cast<double>(dice.between(-50, 350)));
            series.renewable_w.push_back(shape.coupled ? static_cast<double>(dice.between(0, 900))
                                                       : 0);
            series.hard_cap_w.push_back(shape.coupled ? 6000 : none);
            series.soft_cap_w.push_back(shape.coupled ? static_cast<double>(dice.between(300, 1500))
                                                      : none);
            series.heat_demand_w.push_back(shape.coupled ? static_cast<double>(dice.between(0, 500))
                                                         : 0);
        }
    }
    for (int s = 0; s < 2; ++s) {
        instance.links.from_site.push_back(s);
        instance.links.to_site.push_back(1 - s);
        instance.links.bandwidth_bytes_per_s.push_back(1e7);
        instance.links.energy_j_per_byte.push_back(2e-6);
    }
}

void add_servers(Instance& instance, const RandomShape& shape, Dice& dice) {
    const std::uint32_t classes = shape.explicit_runtimes || shape.loads_only ? shape.servers : 3;
    for (std::uint32_t k = 0; k < classes; ++k) {
        instance.classes.id.push_back("class" + std::to_string(k));
        if (shape.explicit_runtimes || shape.loads_only) continue;
        for (std::uint32_t l = 0; l < k + 1; ++l) {
            instance.levels.class_index.push_back(static_cast<std::int32_t>(k));
            instance.levels.relative_frequency.push_back(1 - 0.2 * l);
            instance.levels.relative_power.push_back(1 - 0.3 * l);
        }
    }
    ServerTable& servers = instance.servers;
    servers.capacity.resize(shape.resources);
    for (std::uint32_t i = 0; i < shape.servers; ++i) {
        servers.id.push_back("server" + std::to_string(i));
        servers.class_index.push_back(static_cast<std::int32_t>(i % classes));
        servers.site.push_back(static_cast<std::int32_t>(i % 2));
        const bool plain = shape.loads_only;
        servers.idle_w.push_back(
            plain ? 0 : 0.001 * static_cast<double>(dice.between(20'000, 200'000)));
        servers.sleep_w.push_back(plain ? 0 : 5);
        servers.wake_s.push_back(plain ? 0 : 0.001 * static_cast<double>(dice.between(0, 300'000)));
        servers.wake_j.push_back(plain ? 0 : static_cast<double>(dice.between(0, 20'000)));
        servers.open_s.push_back(!plain && i == 1 ? 1800 : 0);
        servers.close_s.push_back(none);
        for (std::uint32_t r = 0; r < shape.resources; ++r) {
            servers.capacity[r].push_back(
                shape.resources == 1 ? 1 : static_cast<std::uint32_t>(dice.between(8, 20)));
        }
    }
}

void add_task(Instance& instance, const RandomShape& shape, Dice& dice, std::uint32_t j) {
    TaskTable& tasks = instance.tasks;
    const bool plain = shape.loads_only;
    tasks.id.push_back("task" + std::to_string(j));
    tasks.release_s.push_back(
        plain || dice.chance(30) ? 0 : 0.001 * static_cast<double>(dice.between(0, 30'000'000)));
    const bool deadline = !plain && dice.chance(70);
    tasks.deadline_s.push_back(
        deadline ? tasks.release_s.back() + 0.001 * static_cast<double>(dice.between(0, 20'000'000))
                 : none);
    tasks.tardiness_weight_per_h.push_back(
        deadline ? 0.01 * static_cast<double>(dice.between(0, 900)) : 0);
    tasks.frequency_sensitivity.push_back(0.01 * static_cast<double>(dice.between(0, 100)));
    tasks.work.push_back(1);
    const bool data = shape.transfers && dice.chance(50);
    tasks.input_bytes.push_back(data ? static_cast<double>(dice.between(1, 20'000'000'000)) : 0);
    tasks.input_site.push_back(data ? static_cast<std::int32_t>(dice.between(0, 1)) : -1);
    tasks.pin_server.push_back(-1);
    tasks.pin_level.push_back(-1);
    tasks.pin_start_s.push_back(none);
    tasks.need.resize(shape.resources);
    for (std::uint32_t r = 0; r < shape.resources; ++r) {
        tasks.need[r].push_back(
            shape.resources == 1 ? 1 : static_cast<std::uint32_t>(dice.between(r == 0 ? 1 : 0, 7)));
    }
    for (std::uint32_t k = 0; k < instance.classes.size(); ++k) {
        if (k > 0 && !plain && dice.chance(20)) continue;
        instance.runtimes.task.push_back(static_cast<std::int32_t>(j));
        instance.runtimes.class_index.push_back(static_cast<std::int32_t>(k));
        instance.runtimes.level.push_back(-1);
        instance.runtimes.runtime_s.push_back(0.001 *
                                              static_cast<double>(dice.between(1, 9'000'000)));
        instance.runtimes.power_w.push_back(
            plain ? 0 : 0.001 * static_cast<double>(dice.between(0, 250'000)));
    }
}

/// Pins some tasks by server, level and start, each alone or together; closes a server early; caps
/// the energy.
void pin(Instance& instance, Dice& dice) {
    TaskTable& tasks = instance.tasks;
    instance.servers.close_s[0] = instance.horizon_s - 7200;
    instance.energy_cap_kwh = 60;
    for (std::size_t row = 0; row < instance.runtimes.size(); ++row) {
        const auto j = static_cast<std::size_t>(instance.runtimes.task[row]);
        const std::int32_t k = instance.runtimes.class_index[row];
        if (tasks.pin_server[j] >= 0 || !dice.chance(25)) continue;
        for (std::size_t i = 1; i < instance.servers.size(); ++i) {
            if (instance.servers.class_index[i] == k) {
                tasks.pin_server[j] = static_cast<std::int32_t>(i);
            }
        }
        if (tasks.pin_server[j] >= 0 && dice.chance(50)) {
            tasks.pin_level[j] = static_cast<std::int32_t>(dice.between(0, k));
        }
    }
    for (std::size_t j = 0; j < tasks.size(); ++j) {
        if (dice.chance(15)) {
            tasks.pin_start_s[j] =
                tasks.release_s[j] + 3600 + static_cast<double>(dice.between(0, 9000));
        }
    }
}

/// Turns an instance that only loads decide into generalised assignment.
void assign(Instance& instance, Dice& dice) {
    instance.makespan_weight_per_h = 0;
    for (double& price : instance.series.price_per_kwh) price = 0.1;
    for (double& temperature : instance.series.temperature_c) temperature = 20;
    for (double& power : instance.runtimes.power_w) {
        power = 0.001 * static_cast<double>(dice.between(0, 250'000));
    }
    for (double& close : instance.servers.close_s) {
        close = 0.001 * static_cast<double>(dice.between(12'000'000, 20'000'000));
    }
}

void add_batteries(Instance& instance, Dice& dice) {
    for (int s = 0; s < 2; ++s) {
        BatteryTable& table = instance.batteries;
        table.site.push_back(s);
        table.capacity_wh.push_back(static_cast<double>(dice.between(500, 4000)));
        table.charge_w.push_back(static_cast<double>(dice.between(300, 1500)));
        table.discharge_w.push_back(static_cast<double>(dice.between(300, 1500)));
        table.charge_efficiency.push_back(0.01 * static_cast<double>(dice.between(80, 100)));
        table.discharge_efficiency.push_back(0.01 * static_cast<double>(dice.between(80, 100)));
        table.start_wh.push_back(static_cast<double>(dice.between(0, 500)));
        table.end_wh.push_back(static_cast<double>(dice.between(0, 500)));
    }
}

}  // namespace

Instance random_instance(std::uint64_t seed, const RandomShape& shape) {
    Dice dice(seed);
    Instance instance;
    instance.slot_s = 3600;
    instance.horizon_s = shape.slots * instance.slot_s;
    instance.carbon_price_per_kg = 0.08;
    instance.makespan_weight_per_h = shape.loads_only ? 3600 : 0.5;
    for (std::uint32_t r = 0; r < shape.resources; ++r) {
        instance.resources.push_back("resource" + std::to_string(r));
    }
    if (shape.loads_only) instance.carbon_price_per_kg = 0;
    add_sites(instance, shape, dice);
    add_servers(instance, shape, dice);
    for (std::uint32_t j = 0; j < shape.tasks; ++j) add_task(instance, shape, dice, j);
    if (shape.pinned) pin(instance, dice);
    if (shape.assignment) assign(instance, dice);
    if (shape.batteries) add_batteries(instance, dice);
    return instance;
}

Plan random_genes(const Problem& problem, std::uint64_t seed) {
    const ProblemView p = problem.view();
    Dice dice(seed);
    Plan genes;
    genes.resize(p.task_count);
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const std::uint32_t first = p.profile_first[p.profile[j]];
        const std::uint32_t last = p.profile_first[p.profile[j] + 1] - 1;
        const std::uint32_t server =
            p.profile_servers[static_cast<std::uint32_t>(dice.between(first, last))];
        genes.server[j] = static_cast<std::int32_t>(server);
        genes.position[j] = static_cast<std::int32_t>(dice.between(0, p.task_count));
        genes.level[j] = allowed_level(
            p, j, server,
            static_cast<std::uint32_t>(dice.between(0, p.servers[server].levels - 1)));
        if (pinned_start_ms(p, j) >= 0) {
            genes.hold_ms[j] = p.pin_start_ms[j];
            continue;
        }
        genes.hold_ms[j] = !p.loads_only && dice.chance(20) ? dice.between(0, p.horizon_ms / 2) : 0;
    }
    return genes;
}

}  // namespace nightwatt
