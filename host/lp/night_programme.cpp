#include "lp/night_programme.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/pricing.hpp"
#include "kernels/server_walk.hpp"
#include "lp/site_rows.hpp"

namespace nightwatt {

namespace {

double hours(std::int64_t ms) {
    return static_cast<double>(ms) / ms_per_hour;
}

double kwh(std::int64_t power_mw, double hours_drawn) {
    return static_cast<double>(power_mw) * 1e-6 * hours_drawn;
}

/// Money an hour, of a weight in fixed point.
double money_per_h(std::int64_t weight) {
    return per_ms(weight) * ms_per_hour / nano_per_money;
}

class Builder {
  public:
    Builder(const Problem& problem, const LpPlaces& places, const std::vector<LpChoice>& choices)
        : p_(problem.view()),
          places_(places),
          choices_(choices),
          sites_(problem, places.period_slots(), lp()) {}

    NightProgramme build(double penalty) {
        add_rows();
        for (const LpChoice& choice : choices_) add_choice(choice);
        for (std::uint32_t j = 0; j < p_.task_count; ++j) {
            if (late_row_[j] < 0) continue;
            lp().add_column(money_per_h(p_.tasks[j].tardiness_weight), INFINITY);
            lp().add_entry(late_row_[j], 1);
        }
        add_servers_on();
        result_.penalty = penalty > 0 ? penalty : worth_of_an_hour();
        add_surplus();
        sites_.add_columns();
        if (p_.makespan_weight > 0) {
            lp().add_column(money_per_h(p_.makespan_weight), INFINITY);
            for (const int row : finish_row_) lp().add_entry(row, 1);
        }
        return std::move(result_);
    }

  private:
    LinearProgramme& lp() { return result_.programme; }

    /// Tasks are late by this much when they end at `end_ms`.
    [[nodiscard]] double late_h(std::uint32_t task, std::int64_t end_ms) const {
        const std::int64_t deadline_ms = p_.tasks[task].deadline_ms;
        return deadline_ms == no_deadline_ms ? 0 : hours(larger(0, end_ms - deadline_ms));
    }
    [[nodiscard]] std::int64_t end_ms(const LpChoice& choice) const {
        return choice.start_ms +
               option_of(p_, places_.server(choice.group), choice.task, choice.level).run_ms;
    }
    [[nodiscard]] int& room_row(std::uint32_t group, std::uint32_t resource, std::uint32_t period) {
        return room_row_[(std::size_t{group} * 4 + resource) * places_.periods() + period];
    }
    /// The part of a server that a task takes, by its scarcest resource.
    [[nodiscard]] double share(const LpChoice& choice) const {
        double most = 0;
        for (std::uint32_t r = 0; r < 4; ++r) {
            const double capacity = units_of(places_.server(choice.group).capacity, r);
            const double need = units_of(p_.tasks[choice.task].need, r);
            if (need > 0) most = std::max(most, need / capacity);
        }
        return most;
    }

    void add_rows() {
        first_task_row_ = lp().rows();
        for (std::uint32_t j = 0; j < p_.task_count; ++j) lp().add_row(1, 1);
        late_row_.assign(p_.task_count, -1);
        for (const LpChoice& choice : choices_) {
            if (late_row_[choice.task] < 0 && p_.tasks[choice.task].tardiness_weight > 0 &&
                late_h(choice.task, end_ms(choice)) > 0) {
                late_row_[choice.task] = lp().add_row(0, INFINITY);
            }
        }
        const auto groups = static_cast<std::uint32_t>(places_.groups().size());
        room_row_.assign(std::size_t{groups} * 4 * places_.periods(), -1);
        for (std::uint32_t g = 0; g < groups; ++g) {
            for (std::uint32_t r = 0; r < 4; ++r) {
                if (units_of(places_.server(g).capacity, r) == 0) continue;
                for (std::uint32_t t = 0; t < places_.periods(); ++t) {
                    room_row(g, r, t) = lp().add_row(-INFINITY, 0);
                }
            }
        }
        if (p_.makespan_weight == 0) return;
        // The makespan is at least each task's end, or each server's load after the first opening.
        std::int64_t opening_ms = p_.horizon_ms;
        for (std::uint32_t g = 0; g < groups; ++g) {
            opening_ms = smaller(opening_ms, places_.server(g).first_start_ms);
        }
        const std::uint32_t count = places_.timed() ? p_.task_count : groups;
        const double least = places_.timed() ? 0 : hours(opening_ms);
        for (std::uint32_t k = 0; k < count; ++k)
            finish_row_.push_back(lp().add_row(least, INFINITY));
    }

    void add_choice(const LpChoice& choice) {
        const ServerFacts& server = places_.server(choice.group);
        const ModeOption option = option_of(p_, server, choice.task, choice.level);
        const TariffSlot* const tariff = tariff_of(p_, server);
        const std::int64_t ends_ms = end_ms(choice);
        double cost = static_cast<double>(priced(
            option.power_mw,
            rate_integral(p_, tariff, ends_ms) - rate_integral(p_, tariff, choice.start_ms)));
        if (p_.transfer_nano != nullptr) {
            cost += static_cast<double>(
                p_.transfer_nano[std::size_t{choice.task} * p_.site_count + server.site]);
        }
        lp().add_column(cost / nano_per_money, INFINITY);
        lp().add_entry(first_task_row_ + static_cast<int>(choice.task), 1);
        if (late_row_[choice.task] >= 0) {
            lp().add_entry(late_row_[choice.task], -late_h(choice.task, ends_ms));
        }
        for (std::uint32_t t = 0; t < places_.periods(); ++t) {
            const double overlap_h =
                places_.period(choice.group, t).overlap_h(choice.start_ms, ends_ms);
            if (overlap_h == 0) continue;
            for (std::uint32_t r = 0; r < 4; ++r) {
                const double need = units_of(p_.tasks[choice.task].need, r);
                if (need == 0) continue;
                lp().add_entry(room_row(choice.group, r, t),
                               need / units_of(server.capacity, r) * overlap_h);
            }
            sites_.add_energy(server.site, t, kwh(option.power_mw, overlap_h));
        }
        if (finish_row_.empty()) return;
        if (places_.timed()) {
            lp().add_entry(finish_row_[choice.task], -hours(ends_ms));
        } else {
            lp().add_entry(finish_row_[choice.group], -hours(option.run_ms));
        }
    }

    /// How many servers of a group are on in a period; those that draw least idle power count.
    void add_servers_on() {
        for (std::uint32_t g = 0; g < places_.groups().size(); ++g) {
            const std::vector<std::uint32_t>& servers = places_.groups()[g].servers;
            std::uint32_t idle_mw = UINT32_MAX;
            for (const std::uint32_t i : servers) {
                idle_mw = std::min(idle_mw, p_.servers[i].idle_mw);
            }
            const TariffSlot* const tariff = tariff_of(p_, places_.server(g));
            for (std::uint32_t t = 0; t < places_.periods(); ++t) {
                const LpPlaces::Period period = places_.period(g, t);
                const std::int64_t nano =
                    priced(idle_mw, rate_integral(p_, tariff, period.to_ms) -
                                        rate_integral(p_, tariff, period.from_ms));
                lp().add_column(static_cast<double>(nano) / nano_per_money,
                                static_cast<double>(servers.size()));
                add_room(g, t);
                sites_.add_energy(places_.server(g).site, t, kwh(idle_mw, period.hours()));
            }
        }
    }

    /// The column added last makes room for a server's load in a period.
    void add_room(std::uint32_t group, std::uint32_t period) {
        for (std::uint32_t r = 0; r < 4; ++r) {
            const int row = room_row(group, r, period);
            if (row >= 0) lp().add_entry(row, -places_.period(group, period).hours());
        }
    }

    void add_surplus() {
        result_.first_surplus = lp().columns();
        for (std::uint32_t g = 0; g < places_.groups().size(); ++g) {
            for (std::uint32_t t = 0; t < places_.periods(); ++t) {
                result_.surplus_h.push_back(places_.period(g, t).hours());
                lp().add_column(result_.penalty * result_.surplus_h.back(), INFINITY);
                add_room(g, t);
            }
        }
    }

    /// The most that a task can win by another choice, for the server-hours it takes at least.
    [[nodiscard]] double worth_of_an_hour() const {
        double worth = std::max(1.0, money_per_h(p_.makespan_weight));
        for (std::size_t c = 0; c < choices_.size();) {
            const std::uint32_t task = choices_[c].task;
            double least = INFINITY;
            double most = -INFINITY;
            double least_h = INFINITY;
            for (; c < choices_.size() && choices_[c].task == task; ++c) {
                const std::int64_t ends_ms = end_ms(choices_[c]);
                const double cost =
                    result_.programme.cost[c] +
                    money_per_h(p_.tasks[task].tardiness_weight) * late_h(task, ends_ms);
                least = std::min(least, cost);
                most = std::max(most, cost);
                const double h = share(choices_[c]) * hours(ends_ms - choices_[c].start_ms);
                if (h > 0) least_h = std::min(least_h, h);
            }
            worth = std::max(worth, (most - least) / least_h);
        }
        return worth;
    }

    ProblemView p_;
    const LpPlaces& places_;
    const std::vector<LpChoice>& choices_;
    NightProgramme result_;
    SiteRows sites_;
    int first_task_row_ = 0;
    std::vector<int> late_row_;    // [task], -1: never late
    std::vector<int> room_row_;    // [(group * 4 + resource) * periods + period]
    std::vector<int> finish_row_;  // [task] by slot, else [group]; empty: the makespan is free
};

}  // namespace

NightProgramme night_programme(const Problem& problem, const LpPlaces& places,
                               const std::vector<LpChoice>& choices, double penalty) {
    return Builder(problem, places, choices).build(penalty);
}

}  // namespace nightwatt
