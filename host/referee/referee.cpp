#include "referee/referee.hpp"

#include "referee/case.hpp"
#include "referee/costs.hpp"
#include "referee/draws.hpp"
#include "referee/settlement.hpp"
#include "referee/tolerance.hpp"

namespace nightwatt {

Audit audit(const Instance& instance, const Plan& plan, const PublishedPlan& published,
            SeriesKind series) {
    using namespace referee;
    require_fit(instance, plan, published);
    Case the_case(instance, plan, published);
    check_tasks(the_case);
    check_order(the_case);
    check_capacity(the_case);
    check_sleeps(the_case);

    const Draws draws = collect_draws(the_case);
    const std::vector<SlotEnergy> energy = integrate(the_case, draws);
    const std::vector<BatterySlot> batteries = use_batteries(the_case, series);
    check_caps(the_case, energy, batteries);

    Audit result;
    result.account = make_account(the_case, energy, batteries);
    const Tolerance tolerance = find_tolerance(the_case, draws, energy, batteries, result.account);
    result.allowed_difference = tolerance.money;
    result.allowed_reason = tolerance.reason;
    result.violations = the_case.violations.texts();
    return result;
}

}  // namespace nightwatt
