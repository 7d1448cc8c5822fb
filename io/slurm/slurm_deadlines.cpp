#include "io/slurm/slurm_deadlines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>

#include "config/quantity.hpp"
#include "config/read_number.hpp"
#include "errors.hpp"
#include "instance/columns.hpp"
#include "instance/in_quotes.hpp"
#include "io/import/utc_time.hpp"

namespace nightwatt {

namespace {

std::optional<double> number(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) return std::nullopt;
    text = text.substr(begin, text.find_last_not_of(' ') - begin + 1);
    const auto value = read_number<double>(text);
    return value >= 0.0 ? value : std::nullopt;
}

/// "4", "4 h" or "240 min".
std::optional<double> hours_of(std::string_view text) {
    const std::optional<double> plain = number(text);
    return plain ? plain : read_quantity(text, "h");
}

/// "2.5" or "2.5 EUR/h".
std::optional<double> weight_of(std::string_view text, const std::string& currency) {
    const std::optional<double> plain = number(text);
    if (plain) return plain;
    const std::optional<MoneyQuantity> money = read_money(text, "money/h");
    if (!money || money->currency != currency) return std::nullopt;
    return money->value;
}

bool allowed(const std::optional<double>& value) {
    return value && *value >= 0 && std::isfinite(*value);
}

}  // namespace

SlurmDeadlines::SlurmDeadlines(const SlurmParameters& parameters, const std::string& currency,
                               std::int64_t start_s)
    : own_weight_per_h_(parameters.late_weight_per_h), start_s_(start_s) {
    std::vector<std::string> problems;
    for (const std::string& text : parameters.deadlines) {
        const std::size_t colon = text.find(':');
        const std::size_t comma = text.find(',', colon == std::string::npos ? 0 : colon);
        const std::string who = text.substr(0, colon);
        const std::size_t equals = who.find('=');
        Rule rule{
            who.substr(0, equals), equals == std::string::npos ? "" : who.substr(equals + 1), {}};
        const bool known = who == "*" || ((rule.field == "qos" || rule.field == "partition") &&
                                          equals != std::string::npos);
        std::optional<double> hours;
        std::optional<double> weight;
        if (colon != std::string::npos && comma != std::string::npos) {
            hours = hours_of(std::string_view(text).substr(colon + 1, comma - colon - 1));
            weight = weight_of(std::string_view(text).substr(comma + 1), currency);
        }
        if (!known || !allowed(hours) || !allowed(weight)) {
            problems.push_back(
                fmt::format("slurm.deadlines: {}: must be like \"qos=urgent: 4, 2.5\", "
                            "\"partition=night: 600 min, 1 {}/h\" "
                            "or \"*: 12, 0.5\"",
                            in_quotes(text), currency));
            continue;
        }
        rule.deadline = {*hours * 3600, *weight, {}};
        rules_.push_back(std::move(rule));
    }
    if (!problems.empty()) throw UsageError(std::move(problems));
}

SlurmDeadline SlurmDeadlines::of(const SlurmJobRow& job) const {
    SlurmDeadline own{job.deadline_s > 0 ? static_cast<double>(job.deadline_s - start_s_) : none,
                      own_weight_per_h_,
                      {}};
    std::istringstream words(job.comment);
    for (std::string word; words >> word;) {
        if (word.starts_with("deadline=")) {
            const std::optional<UtcSeconds> moment = parse_moment(word.substr(9));
            if (moment) {
                own.deadline_s = static_cast<double>(*moment - start_s_);
            } else {
                own.unread = word;
            }
        } else if (word.starts_with("late=")) {
            const std::optional<double> weight = number(word.substr(5));
            if (allowed(weight)) {
                own.weight_per_h = *weight;
            } else {
                own.unread = word;
            }
        }
    }
    if (own.deadline_s == own.deadline_s) {
        own.deadline_s = std::max(0.0, own.deadline_s);
        return own;
    }
    SlurmDeadline found = rule_for(job);
    found.unread = own.unread;
    return found;
}

SlurmDeadline SlurmDeadlines::rule_for(const SlurmJobRow& job) const {
    for (const Rule& rule : rules_) {
        const auto& partitions = job.partitions;
        if (rule.field == "*" || (rule.field == "qos" && rule.value == job.qos) ||
            (rule.field == "partition" &&
             std::find(partitions.begin(), partitions.end(), rule.value) != partitions.end())) {
            return rule.deadline;
        }
    }
    return {none, 0, {}};
}

}  // namespace nightwatt
