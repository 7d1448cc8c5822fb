#include "backend/split_backend.hpp"

#include <algorithm>
#include <utility>

#include "backend/all_answers.hpp"

namespace nightwatt {

namespace {

constexpr auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
};

/// Moves rows [first, first + count) of `rows` from one column to another.
template <class T>
void slice(std::vector<T>& to, const std::vector<T>& from, std::size_t rows, std::size_t first,
           std::size_t count) {
    if (rows == 0) return;
    const std::size_t width = from.size() / rows;
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(first * width);
    to.assign(begin, begin + static_cast<std::ptrdiff_t>(count * width));
}

}  // namespace

SplitBackend::SplitBackend(std::string name, std::vector<std::unique_ptr<IslandGroup>> groups)
    : name_(std::move(name)), groups_(std::move(groups)) {}

void SplitBackend::resize(const IslandRange& range) {
    const auto groups = static_cast<std::uint32_t>(groups_.size());
    const std::uint32_t used = std::min(groups, range.count);
    range_ = range;
    parts_.clear();
    for (std::uint32_t g = 0; g < used; ++g) {
        // As even as can be; each boundary in 64 bits.
        const auto edge = [&](std::uint64_t part) {
            return range.first + static_cast<std::uint32_t>(part * range.count / used);
        };
        IslandRange own = range;
        own.first = edge(g);
        own.count = edge(g + 1) - own.first;
        parts_.push_back({groups_[g].get(), own});
    }
    // The one of this process last, here and below: it works while it is called.
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part)
        part->group->resize(part->range);
}

void SplitBackend::seed(std::span<const Plan> seeds, const Breeding& breeding,
                        std::uint32_t mutations) {
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
        part->group->seed(seeds, breeding, mutations);
    }
}

GenerationSummary SplitBackend::evaluate() {
    std::vector<std::future<GenerationSummary>> asked(parts_.size());
    for (std::size_t i = parts_.size(); i-- > 0;) asked[i] = parts_[i].group->evaluate();
    const std::vector<GenerationSummary> answers = all_answers(std::move(asked));
    GenerationSummary all;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const GenerationSummary& own = answers[i];
        const bool better = all.island_best.empty() || own.best < all.best;
        if (better) {
            all.best = own.best;
            all.best_plan = first_plan_of(parts_[i]) + own.best_plan;
        }
        append(all.island_best, own.island_best);
        all.population_hash += own.population_hash;
        all.elsewhere += own.elsewhere;
    }
    return all;
}

void SplitBackend::breed(const Breeding& breeding) {
    if (breeding.migrants > 0 && parts_.size() > 1) {
        std::vector<std::future<std::vector<Plan>>> asked(parts_.size());
        for (std::size_t i = parts_.size(); i-- > 0;) {
            asked[i] = parts_[i].group->elites(breeding.migrants);
        }
        const std::vector<std::vector<Plan>> leaving = all_answers(std::move(asked));
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            // Elites of the last island of part of a ring go to whoever asks; set_guests() says who
            // comes in their place.
            const bool last = i + 1 == parts_.size();
            if (last && !range_.whole()) continue;
            parts_[last ? 0 : i + 1].group->set_guests(leaving[i]);
        }
    }
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) part->group->breed(breeding);
}

void SplitBackend::educate(const Breeding& breeding, const Education& education) {
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part)
        part->group->educate(breeding, education);
}

std::vector<Plan> SplitBackend::elites(std::uint32_t count) const {
    return parts_.back().group->elites(count).get();
}

void SplitBackend::set_guests(std::span<const Plan> migrants) {
    parts_.front().group->set_guests(migrants);
}

void SplitBackend::set_limits(std::span<const SlotLimits> limits) {
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part)
        part->group->set_limits(limits);
}

Plan SplitBackend::genes(std::uint32_t plan) const {
    const auto part = std::find_if(parts_.begin(), parts_.end(), [&](const Part& each) {
        return plan < first_plan_of(each) + each.range.plans();
    });
    return part->group->genes(plan - first_plan_of(*part)).get();
}

PopulationState SplitBackend::state() const {
    std::vector<std::future<PopulationState>> asked(parts_.size());
    for (std::size_t i = parts_.size(); i-- > 0;) asked[i] = parts_[i].group->state();
    PopulationState all;
    for (const PopulationState& own : all_answers(std::move(asked))) {
        for_each_gene(append, all, own);
        for_each_coordinate(append, all.swarm, own.swarm);
        all.swarm.elites = own.swarm.elites;
    }
    return all;
}

void SplitBackend::restore(const PopulationState& state) {
    const std::size_t plans = range_.plans();
    const std::size_t particles = std::size_t{range_.swarms()} * range_.island_plans;
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
        const IslandRange& range = part->range;
        const auto take = [&](auto& to, const auto& from) {
            slice(to, from, plans, first_plan_of(*part), range.plans());
        };
        const auto take_swarm = [&](auto& to, const auto& from) {
            const std::size_t before = range_.swarms_before(range.first - range_.first);
            slice(to, from, particles, before * range.island_plans,
                  std::size_t{range.swarms()} * range.island_plans);
        };
        PopulationState own;
        for_each_gene(take, own, state);
        for_each_coordinate(take_swarm, own.swarm, state.swarm);
        own.swarm.elites = state.swarm.elites;
        part->group->restore(own);
    }
}

}  // namespace nightwatt
