#include "io/report/html/page.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "errors.hpp"
#include "io/report/html/assets.hpp"
#include "io/report/html/page_data.hpp"
#include "io/report/plan_text.hpp"

namespace nightwatt {

namespace {

constexpr std::string_view chart_library = "chart.min.js";

/// In the order in which they stand in the page: each uses what stands above it.
constexpr std::string_view scripts[] = {"data.js",    "text.js",   "theme.js",    "tables.js",
                                        "figures.js", "totals.js", "slots.js",    "power.js",
                                        "sites.js",   "lanes.js",  "schedule.js", "window.js",
                                        "tasks.js",   "find.js",   "controls.js", "deadlines.js",
                                        "levers.js",  "front.js",  "search.js",   "page.js"};

/// JSON that may stand in a script element: no '<', so nothing in it can end the element.
std::string script_safe(const PageJson& data) {
    const std::string text = data.dump(-1, ' ', false, PageJson::error_handler_t::replace);
    std::string safe;
    safe.reserve(text.size() + text.size() / 64);
    for (const char c : text) {
        if (c == '<') {
            safe += "\\u003c";
        } else {
            safe += c;
        }
    }
    return safe;
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::string all_scripts() {
    std::string text = "(function () {\n'use strict';\n";
    for (const std::string_view name : scripts) text += asset(name);
    return text + "})();\n";
}

/// All but the tasks, which are many.
PageJson night_data(const PageContent& content) {
    const Instance& instance = content.instance;
    PageJson data;
    data["currency"] = instance.currency;
    data["epoch"] = instance.epoch;
    data["horizon_s"] = instance.horizon_s;
    data["slot_s"] = instance.slot_s;
    data["slots"] = instance.slots();
    data["carbon_kind"] = instance.carbon_kind;
    data["notes"] = instance.notes;
    data["violations"] = content.violations;
    data["totals"] = totals_data(content);
    data["sites"] = sites_data(content);
    data["tasks"] = content.instance.tasks.size();
    data["servers"] = content.instance.servers.size();
    data["late"] = late_data(content);
    data["front"] = front_data(content);
    data["ablation"] =
        content.ablation ? PageJson::parse(ablation_json(*content.ablation)) : PageJson(nullptr);
    data["run"] = run_data(content);
    return data;
}

/// The template with every {{name}} replaced.
std::string filled(std::string_view page, const auto& value_of) {
    std::string result;
    while (true) {
        const std::size_t open = page.find("{{");
        if (open == std::string_view::npos) return result.append(page);
        const std::size_t close = page.find("}}", open);
        result.append(page.substr(0, open));
        result.append(value_of(page.substr(open + 2, close - open - 2)));
        page.remove_prefix(close + 2);
    }
}

}  // namespace

bool pages_available() {
    return !asset(chart_library).empty();
}

std::string page_text(const PageContent& content) {
    if (!pages_available()) {
        throw UsageError(
            "this program was built without Chart.js, which draws the charts: install Debian's "
            "libjs-chart.js and build again, or leave -o out");
    }
    const std::string report =
        report_text(content.instance, content.record, content.top.value_or(10), content.scenarios,
                    content.violations);
    return filled(asset("page.html"), [&](std::string_view name) -> std::string {
        if (name == "style") return std::string(asset("page.css"));
        if (name == "licence") return escaped(asset("copyright"));
        if (name == "library") return std::string(asset(chart_library));
        if (name == "scripts") return all_scripts();
        if (name == "text") return escaped(report);
        if (name == "night") return script_safe(night_data(content));
        if (name == "tasks") return script_safe(tasks_data(content));
        throw InternalError(fmt::format("page.html asks for '{}'", name));
    });
}

}  // namespace nightwatt
