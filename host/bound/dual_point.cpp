#include "bound/dual_point.hpp"

namespace nightwatt {

DualLayout::DualLayout(const ProblemView& problem, const ServerGroups& server_groups,
                       std::uint32_t steps_of_a_slot)
    : groups(server_groups.count()),
      resources(server_groups.resources),
      sites(problem.site_count),
      slots(problem.slot_count),
      steps(problem.slot_count * steps_of_a_slot),
      steps_per_slot(steps_of_a_slot),
      step_ms(problem.slot_ms / steps_of_a_slot),
      coupled(problem.coupled) {}

PriceView PriceIntegrals::view(const DualLayout& layout, const ServerGroups& groups) const {
    PriceView view{};
    view.groups = groups.groups.data();
    view.energy = energy.data();
    view.resource = resource.data();
    view.energy_size = energy_size.data();
    view.profile_first = groups.profile_first.data();
    view.profile_groups = groups.profile_groups.data();
    view.group_count = layout.groups;
    view.resources = layout.resources;
    view.steps = layout.steps;
    view.stride = layout.stride();
    view.step_ms = layout.step_ms;
    return view;
}

}  // namespace nightwatt
