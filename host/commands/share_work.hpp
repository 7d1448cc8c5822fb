#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "commands/interruption.hpp"
#include "io/plan_file.hpp"
#include "ranks/group_server.hpp"
#include "search/search_parameters.hpp"
#include "shares/shared_pass.hpp"

namespace nightwatt {

/// How shares are to be planned.
struct ShareTerms {
    NightPrices prices;
    double before_s = 0;                   ///< of the time limit, gone by now
    std::vector<std::string> checkpoints;  ///< a file for each share; empty: none are kept
    bool resume = false;                   ///< go on from them
    /// Ranks that hold shares: the n-th of a rank is share n * ranks + rank of the night, by which
    /// progress and errors name it.
    std::size_t ranks = 1;
};

/// Where the checkpoint of one share of a run stands, by that of the whole.
[[nodiscard]] std::string share_checkpoint(const std::string& path, std::size_t share);

/// Removes those that earlier runs have left, whatever number of shares they had: a run that begins
/// anew would not replace them all, and one that is resumed later would trip over them. Files by
/// such names that are no checkpoints stay.
void remove_share_checkpoints(const std::string& path);

/// Plans the shares that a rank holds, one after another, and drops each when its plan is ready:
/// `planned(number, record)` hears of the n-th share's, whose servers are numbered as in the whole
/// night. The time limit is for all of them together, and so are `interruption` and `told_to_stop`,
/// which this thread asks: each share has its part of what is left, of the time before the Slurm
/// job's end, too.
void plan_shares(SharesOfRank& shares, const ShareTerms& terms, SearchParameters parameters,
                 const Interruption& interruption, const std::function<bool()>& told_to_stop,
                 const std::function<void(std::size_t number, PlanRecord record)>& planned);

/// What another rank does with its shares (host/ranks), and what it says about a plan.
class ShareWork final : public ShareWorker {
  public:
    void begin(MessageReader& order) override;
    void add_tasks(MessageReader& order) override;
    void price(MessageReader& order, MessageWriter& answer) override;
    void plan(MessageReader& order, MessageWriter& answer, Link& leader) override;

  private:
    [[nodiscard]] std::uint32_t threads() const;

    SharesOfRank shares_;
    SearchParameters parameters_;
    /// One for all shares: the end of the job is the same for each.
    std::optional<Interruption> interruption_;
};

/// The orders that a ShareWork obeys.
[[nodiscard]] Message begin_share_order(const Instance& frame, SearchParameters parameters,
                                        const std::vector<std::vector<std::uint32_t>>& servers);
[[nodiscard]] Message add_tasks_order(std::size_t number, const Instance& tasks);
[[nodiscard]] Message plan_share_order(const ShareTerms& terms);
/// Reads the answer to the last one: the records of its shares, in their order.
[[nodiscard]] std::vector<PlanRecord> get_records(MessageReader& from);

}  // namespace nightwatt
