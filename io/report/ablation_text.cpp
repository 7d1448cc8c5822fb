#include <fmt/format.h>

#include <cmath>

#include "instance/in_quotes.hpp"
#include "io/report/ablation.hpp"
#include "io/report/figures.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

std::string saved(const LeverPlan& before, const LeverPlan& plan) {
    // A share of what is 0 or below says nothing.
    if (!plan.note.empty() || !before.note.empty() || !(before.cost > 0)) return "";
    return number_text(100 * (before.cost - plan.cost) / before.cost, 1);
}

std::string gap(const LeverPlan& plan) {
    const double share = optimality_gap(plan.cost, plan.lower_bound);
    const bool known = plan.note.empty() && plan.lower_bound >= 0 && std::isfinite(share);
    return known ? number_text(100 * share, 1) : "";
}

std::string cost(const LeverPlan& plan, int decimals) {
    return plan.note.empty() ? number_text(plan.cost, decimals) : "-";
}

}  // namespace

std::string ablation_text(const Ablation& ablation) {
    const std::string currency = printable(ablation.currency, 5);
    const int decimals = decimals_for(std::abs(ablation.dispatcher.cost));
    TextTable table({{"", TextTable::Side::Left},
                     {"alone " + currency},
                     {"saved %"},
                     {"gap %"},
                     {"left out " + currency},
                     {"saved %"},
                     {"gap %"},
                     {"lost " + currency}});
    table.add({ablation.rule, number_text(ablation.dispatcher.cost, decimals)});
    std::string remarks;
    for (const LeverWorth& lever : ablation.levers) {
        if (!lever.alone.note.empty() && lever.alone.note == lever.left_out.note) {
            remarks += fmt::format("  {}: {}.\n", lever.name, lever.alone.note);
            continue;
        }
        for (const LeverPlan* plan : {&lever.alone, &lever.left_out}) {
            if (!plan->note.empty()) {
                remarks += fmt::format("  {} {}: {}.\n", lever.name,
                                       plan == &lever.alone ? "alone" : "left out", plan->note);
            }
        }
        if (!lever.before.note.empty()) {
            remarks += fmt::format("  {}: {}.\n", lever.name, lever.before.note);
        }
        const bool known = lever.left_out.note.empty() && ablation.all.note.empty();
        table.add({lever.asset ? lever.name + " *" : lever.name, cost(lever.alone, decimals),
                   saved(lever.before, lever.alone), gap(lever.alone),
                   cost(lever.left_out, decimals), saved(ablation.dispatcher, lever.left_out),
                   gap(lever.left_out),
                   known ? number_text(lever.left_out.cost - ablation.all.cost, decimals) : ""});
    }
    table.add({"all levers", "", "", "", cost(ablation.all, decimals),
               saved(ablation.dispatcher, ablation.all), gap(ablation.all)});
    return "What each lever is worth\n" + table.text() + remarks +
           wrapped_text(fmt::format(
               "Saved: against {0}, {1}. A lever alone: all else as {0} has it. Left out: this as "
               "{0} has it, all else free; lost is what that costs more than all levers. * An "
               "asset: alone it is measured against {0} without it.",
               ablation.rule,
               ablation.rule == "mct" ? "what a good dispatcher does"
                                      : "the cheapest rule that keeps every limit; mct does not"));
}

}  // namespace nightwatt
