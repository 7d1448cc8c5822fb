#include "io/slurm/slurm_gres.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "config/read_number.hpp"
#include "io/slurm/slurm_json.hpp"

namespace nightwatt {

namespace {

/// "2", "4K", "4k": what is no count is a type, as in "gpu:3g.20gb". Counts beyond all numbers are
/// the greatest.
std::optional<std::int64_t> count(std::string_view text) {
    constexpr std::string_view units = "KMGTP";
    std::int64_t factor = 1;
    const int last = text.empty() ? 0 : std::toupper(static_cast<unsigned char>(text.back()));
    const std::size_t unit = units.find(static_cast<char>(last));
    if (unit != units.npos) {
        text.remove_suffix(1);
        for (std::size_t k = 0; k <= unit; ++k) factor *= 1024;
    }
    const auto number = read_number<std::int64_t>(text);
    if (!number || *number < 0) return std::nullopt;
    return std::min(*number, INT64_MAX / factor) * factor;
}

constexpr std::int64_t most_gpus = 1'000'000'000;

}  // namespace

std::optional<SlurmGres> parse_slurm_gres(const std::string& text) {
    std::string word = text.substr(0, text.find('('));
    for (const char* prefix : {"gres:", "gres/"}) {
        if (word.starts_with(prefix)) word.erase(0, 5);
    }
    std::vector<std::string> parts = slurm_words(word, ":=");
    if (parts.empty()) return std::nullopt;
    SlurmGres gres;
    gres.name = parts[0];
    std::erase(parts, "no_consume");
    if (parts.size() <= 1) return gres;
    const auto amount = count(parts.back());
    if (amount) gres.amount = *amount;
    if (parts.size() > 2 || !amount) gres.type = parts[1];
    const bool sound = parts.size() == 2 || (parts.size() == 3 && amount);
    if (gres.name == "gpu" && (!sound || gres.amount > most_gpus)) return std::nullopt;
    return gres;
}

}  // namespace nightwatt
