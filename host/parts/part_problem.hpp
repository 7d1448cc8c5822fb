#pragma once

#include <cstdint>
#include <vector>

#include "instance/plan.hpp"
#include "kernels/change.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Some servers of a problem and the tasks that a plan has placed there: a smaller problem of its
/// own. Servers and tasks are numbered anew; what they cost is what they cost in the whole problem.
class PartProblem {
  public:
    /// `servers` ascending. `plan` belongs to the whole problem, which must outlive the part.
    PartProblem(const ProblemView& whole, std::vector<std::uint32_t> servers, const Plan& plan);

    [[nodiscard]] ProblemView view() const;
    [[nodiscard]] std::uint32_t tasks() const { return static_cast<std::uint32_t>(tasks_.size()); }

    /// The part's genes out of the whole plan it was made for, and back into it.
    [[nodiscard]] Plan take(const Plan& whole) const;
    void put(const Plan& part, Plan& whole) const;

    /// What all parts may do at the same time: of the room up to each limit of a site, and of what
    /// the plan is above it, the part gets one `parts`th, and it keeps what it has. By the lemma of
    /// kernels/pair_meter.hpp, what the parts find costs together no more than the sum of what they
    /// found apart. Energies by [site * slots + slot], of the whole plan and of this part of it.
    void share_limits(const std::vector<std::int64_t>& whole_uj,
                      const std::vector<std::int64_t>& own_uj, std::uint32_t parts);

  private:
    ProblemView scalars_;  ///< and the whole problem's arrays, which must outlive the part
    std::int64_t energy_cap_uj_ = unlimited_uj;
    std::vector<std::uint32_t> task_of_;    ///< [task]: of the whole problem
    std::vector<std::uint32_t> server_of_;  ///< [server]: of the whole problem
    std::vector<TaskFacts> tasks_;
    std::vector<ModeOption> options_;
    std::vector<ServerFacts> servers_;
    std::vector<SlotLimits> limits_;
    std::vector<std::int64_t> ready_ms_;
    std::vector<std::int64_t> transfer_nano_;
    std::vector<std::int64_t> pin_start_ms_;
    std::vector<std::int32_t> pin_level_;
    std::vector<PublishedTask> published_;
    std::vector<std::uint32_t> profile_;
    std::vector<std::uint32_t> profile_first_;
    std::vector<std::uint32_t> profile_servers_;
};

}  // namespace nightwatt
