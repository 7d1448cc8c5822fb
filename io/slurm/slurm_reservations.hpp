#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace nightwatt {

/// Nodes that Slurm keeps from everybody else for a while.
struct SlurmReservation {
    std::string name;
    std::vector<std::string> nodes;
    std::int64_t start_s = 0;  ///< Unix times
    std::int64_t end_s = 0;
    std::int64_t every_s = 0;  ///< comes again after that; 0: once
};

/// What `SLURM_TIME_FORMAT=%s scontrol show reservation` prints. Left out are those that keep no
/// nodes, and what reserve.sh made: it lets the jobs of a plan in. `path` is for messages. Throws
/// InputError, also where times are not Unix times.
[[nodiscard]] std::vector<SlurmReservation> parse_slurm_reservations(const std::string& text,
                                                                     const std::string& path);

/// When a night's jobs may have each node.
class SlurmWindows {
  public:
    struct Window {
        double open_s = 0;  ///< after time 0
        double close_s = 0;
    };

    SlurmWindows(const std::vector<SlurmReservation>& reservations, std::int64_t start_s,
                 double hours);

    /// The longest stretch of the night without a reservation, since a server has one window;
    /// nothing: reserved all night.
    [[nodiscard]] std::optional<Window> of(const std::string& node) const;

  private:
    using Stretch = std::pair<double, double>;  ///< seconds after time 0

    double horizon_s_;
    std::unordered_map<std::string, std::vector<Stretch>> reserved_;  ///< [node]
};

}  // namespace nightwatt
