#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "instance/instance.hpp"
#include "instance/server_types.hpp"
#include "instance/task_times.hpp"

namespace nightwatt {

/// Decides for one task after another whether it fits a server. Identical servers are asked once,
/// and of a class and site only the strongest.
class FitCheck {
  public:
    /// The instance must outlive it. A pinned task is asked about its server alone.
    explicit FitCheck(const Instance& instance);
    /// The same with these servers only.
    FitCheck(const Instance& instance, std::span<const std::size_t> servers);

    /// Why task j, whose rows of /runtimes are [first, last), fits no server: what stops it on the
    /// one that it misses by least. Nothing: it fits.
    [[nodiscard]] std::optional<std::string> misfit(std::size_t j, std::size_t first,
                                                    std::size_t last) const;

  private:
    struct Miss;
    [[nodiscard]] std::string class_reason(std::size_t first, std::size_t last,
                                           const std::optional<ServerType>& pinned) const;
    [[nodiscard]] bool fits(std::size_t j, std::size_t first, std::size_t last,
                            const ServerType& type, Miss& nearest) const;
    [[nodiscard]] const std::string& class_name(std::size_t k) const {
        return instance_.classes.id[k];
    }
    [[nodiscard]] std::string server_name(const ServerType& type) const;

    const Instance& instance_;
    TaskTimes times_;
    std::vector<std::vector<ServerType>> strongest_;  ///< [class]
};

}  // namespace nightwatt
