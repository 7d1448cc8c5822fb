#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "config/read_number.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

namespace {

bool whole(std::string_view text, std::int64_t& value) {
    const auto found = read_number<std::int64_t>(text);
    value = found.value_or(value);
    return found.has_value();
}

/// "100M", "1.50G", "2000": MiB, rounded up.
std::int64_t memory_mib(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return 0;
    const char unit = end == text.data() + text.size() ? 'M' : *end;
    const double factor = unit == 'K'   ? 1.0 / 1024
                          : unit == 'G' ? 1024
                          : unit == 'T' ? 1024 * 1024
                                        : 1;
    return static_cast<std::int64_t>(std::ceil(value * factor));
}

/// Calls f for every part between separators.
template <class F>
void split(std::string_view text, char separator, F&& f) {
    while (true) {
        const std::size_t end = std::min(text.find(separator), text.size());
        f(text.substr(0, end));
        if (end == text.size()) return;
        text.remove_prefix(end + 1);
    }
}

constexpr std::size_t most_elements = 1'000'000;

}  // namespace

SlurmTres parse_slurm_tres(std::string_view text) {
    SlurmTres tres;
    std::optional<std::int64_t> gpus;
    std::int64_t typed_gpus = 0;  // where Slurm counts GPUs of a type, it may leave out the sum
    split(text, ',', [&](std::string_view part) {
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) return;
        const std::string_view name = part.substr(0, equals);
        const std::string_view value = part.substr(equals + 1);
        std::int64_t number = 0;
        if (name == "mem") {
            tres.memory_mib = memory_mib(value);
        } else if (name == "cpu" && whole(value, number)) {
            tres.cpus = number;
        } else if (name == "gres/gpu" && whole(value, number)) {
            gpus = number;
        } else if (name.starts_with("gres/gpu:") && whole(value, number)) {
            typed_gpus += number;
        }
    });
    tres.gpus = gpus.value_or(typed_gpus);
    return tres;
}

std::vector<std::int64_t> parse_slurm_ranges(std::string_view text) {
    std::vector<std::int64_t> numbers;
    bool sound = true;
    split(text.substr(0, text.find('%')), ',', [&](std::string_view part) {
        std::int64_t first = 0;
        std::int64_t step = 1;
        const std::size_t colon = part.find(':');
        if (colon != std::string_view::npos) sound = sound && whole(part.substr(colon + 1), step);
        part = part.substr(0, colon);
        const std::size_t dash = part.find('-');
        sound = sound && whole(part.substr(0, dash), first) && step > 0;
        std::int64_t last = first;
        if (dash != std::string_view::npos) sound = sound && whole(part.substr(dash + 1), last);
        for (std::int64_t k = first; sound && k <= last; k += step) {
            numbers.push_back(k);
            sound = numbers.size() <= most_elements;
        }
    });
    return sound ? numbers : std::vector<std::int64_t>();
}

}  // namespace nightwatt
