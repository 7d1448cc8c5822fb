#pragma once

#include <string>
#include <type_traits>

#include "instance/tables.hpp"
#include "io/checkpoint_file.hpp"

namespace nightwatt {

/// Building plans from prices never runs more courses beside each other.
inline constexpr std::int64_t most_courses = 64;

/// Names every field of a checkpoint once, in file order: for writing, reading and hashing. `file`
/// takes single values by attribute(name, value); after table(name), vectors by column(name,
/// values) and one member of many records by field(name, records, member).
template <SameTable<Checkpoint> C, class File>
void visit_checkpoint(C& c, File& file) {
    file.attribute("instance_hash", c.instance_hash);
    file.attribute("warm_start_hash", c.warm_start_hash);
    file.attribute("configuration", c.configuration);
    file.attribute("phase", c.phase);
    file.attribute("seconds", c.seconds);
    file.attribute("phase_began_s", c.phase_began_s);
    file.table("rules");
    file.column("note", c.rule_notes);
    file.table("bound_whole");
    file.column("value", c.bound.whole);
    file.table("bound_real");
    file.column("value", c.bound.real);

    file.attribute("price_rounds", c.prices.rounds);
    file.attribute("price_rounds_stalled", c.prices.stalled);
    auto courses = static_cast<std::int64_t>(c.prices.courses.size());
    file.attribute("courses", courses);
    if constexpr (!std::is_const_v<C>) {
        c.prices.courses.resize(static_cast<std::size_t>(courses > most_courses ? 0 : courses));
    }
    int number = 0;
    for (auto& course : c.prices.courses) {
        file.table("course_" + std::to_string(number++));
        file.column("priority", course.priority);
        file.column("server", course.best.server);
        file.column("position", course.best.position);
        file.column("level", course.best.level);
        file.column("hold_ms", course.best.hold_ms);
    }

    auto& search = c.search;
    file.attribute("first_cost_nano", c.first_cost_nano);
    file.table("batteries");
    file.column("power_mw", c.battery_mw);
    file.attribute("generation", search.generation);
    file.attribute("evaluations", search.evaluations);
    file.attribute("stalled", search.stalled);
    file.attribute("threshold_nano", search.threshold_nano);
    file.attribute("population_hash", search.population_hash);
    file.table("population");
    file.column("server", search.population.server);
    file.column("level", search.population.level);
    file.column("hold_ms", search.population.hold_ms);
    file.column("start_ms", search.population.start_ms);
    file.column("position", search.population.position);
    auto& swarm = search.population.swarm;
    file.attribute("swarm_elites", swarm.elites);
    file.table("coordinates");
    file.column("position", swarm.position);
    file.column("velocity", swarm.velocity);
    file.column("best", swarm.best);
    file.table("particles");
    file.field("violation", swarm.best_score, &Score::violation);
    file.field("cost_nano", swarm.best_score, &Score::cost_nano);
    file.table("generations");
    file.field("generation", c.generations, &GenerationRecord::generation);
    file.field("population_hash", c.generations, &GenerationRecord::population_hash);
    file.field("best_cost", c.generations, &GenerationRecord::best_cost);
    file.field("seconds", c.generations, &GenerationRecord::seconds);
    file.field("threshold_nano", c.generations, &GenerationRecord::threshold_nano);
}

}  // namespace nightwatt
