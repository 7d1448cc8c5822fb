#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "instance/instance.hpp"
#include "io/checkpoint_file.hpp"
#include "io/file_stamp.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// Keeps the checkpoint file of a run: written now and then and when the run is interrupted,
/// removed when it is done. The file stands only while there is something left to do.
class CheckpointKeeper {
  public:
    /// Takes up what stands in the file, if `resume` says so and there is one. Throws UsageError
    /// where something else stands there that would be lost.
    CheckpointKeeper(std::string path, bool resume);

    /// Throws UsageError where something stands that is no checkpoint and that one would replace.
    static void require_replaceable(const std::string& path);

    /// For a job that Slurm has queued again, which resumes by itself: a checkpoint of another
    /// instance is an earlier night's and does not stop it.
    void forget_another_night(std::uint64_t instance_hash);

    /// Which run this is; must be told before anything else. Throws InputError where the checkpoint
    /// that is to be resumed belongs to another.
    void identify(const Instance& instance, const SearchParameters& resolved,
                  const std::string& warm_start_hash);
    /// The same by the instance's content_hash().
    void identify(std::uint64_t instance_hash, const SearchParameters& resolved,
                  const std::string& warm_start_hash);
    /// The settings asked for; what is left to "auto" is as in the run that is resumed, which this
    /// machine, or another number of ranks, might choose otherwise.
    [[nodiscard]] SearchParameters continued(const SearchParameters& asked) const;
    /// Where to go on from; null: from the start.
    [[nodiscard]] const Checkpoint* from() const { return from_ ? &*from_ : nullptr; }

    /// To be called wherever the run could go on from: writes the file if it is time, or if the
    /// run is interrupted here; then it stays as it is. `fill` completes the checkpoint; who wrote
    /// it and when is known already. A file that cannot be written is warned of, and tried again
    /// after a period.
    void offer(bool interrupted, double seconds, const std::function<void(Checkpoint&)>& fill);
    /// The same whatever the time: something is done that must not be done again. Where another
    /// run has taken the file, it is left to that, with a warning.
    void write(double seconds, const std::function<void(Checkpoint&)>& fill);
    /// An interruption ended the run, and what the file holds is all there is to go on from. One
    /// that is heard in the last generation ends nothing.
    void hold() { held_ = true; }
    /// The run's plan is written: removes the file, unless an interruption left more to do or it
    /// is another run's by now.
    void finish();
    [[nodiscard]] bool held() const { return held_; }
    /// Another run has taken the file.
    [[nodiscard]] bool lost() const { return lost_; }
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    void require_own_file() const;
    /// Finds out, and warns once, where another run has written to the file since this one looked.
    void look_for_others();
    /// Whether the file holds what this run found or wrote last, whoever has touched it.
    [[nodiscard]] bool holds_own_state() const;

    std::string path_;
    std::optional<FileStamp> stamp_;  ///< of the file as this run found or wrote it last
    double stored_seconds_ = -1;      ///< Checkpoint::seconds in it; -1: not known
    std::optional<Checkpoint> from_;
    Checkpoint identity_;
    double period_s_ = 0;
    std::chrono::steady_clock::time_point written_ = std::chrono::steady_clock::now();
    bool interrupted_ = false;  ///< and the file stays as it is
    bool held_ = false;
    bool warned_ = false;
    bool stored_ = false;  ///< this run's state
    bool failed_ = false;  ///< to write it, the last time
    bool lost_ = false;
};

}  // namespace nightwatt
