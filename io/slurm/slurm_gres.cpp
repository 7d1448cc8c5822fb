#include "io/slurm/slurm_gres.hpp"

#include <string_view>
#include <vector>

#include "config/read_number.hpp"
#include "io/slurm/slurm_json.hpp"

namespace nightwatt {

namespace {

/// "2", "4K": what is no count is a type, as in "gpu:3g.20gb".
std::optional<std::int64_t> count(std::string_view text) {
    constexpr std::string_view units = "KMG";
    constexpr std::int64_t most = 1'000'000'000;
    std::int64_t factor = 1;
    const std::size_t unit = text.empty() ? units.npos : units.find(text.back());
    if (unit != units.npos) {
        text.remove_suffix(1);
        for (std::size_t k = 0; k <= unit; ++k) factor *= 1024;
    }
    const auto number = read_number<std::int64_t>(text);
    if (!number || *number < 0 || *number > most / factor) return std::nullopt;
    return *number * factor;
}

}  // namespace

std::optional<SlurmGres> parse_slurm_gres(const std::string& text) {
    std::string word = text.substr(0, text.find('('));
    for (const char* prefix : {"gres:", "gres/"}) {
        if (word.starts_with(prefix)) word.erase(0, 5);
    }
    const std::vector<std::string> parts = slurm_words(word, ":=");
    if (parts.empty() || parts.size() > 3) return std::nullopt;
    SlurmGres gres;
    gres.name = parts[0];
    if (parts.size() == 1) return gres;
    const auto amount = count(parts.back());
    if (amount) gres.amount = *amount;
    if (parts.size() == 3 && !amount) return std::nullopt;
    if (parts.size() == 3 || !amount) gres.type = parts[1];
    return gres;
}

}  // namespace nightwatt
