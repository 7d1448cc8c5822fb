#pragma once

#include <memory>
#include <span>

#include "rank_place.hpp"
#include "ranks/link.hpp"

namespace nightwatt {

/// The processes that this program was started as. Where there are several, this one has joined
/// them from construction to destruction; they must leave together.
class Ranks {
  public:
    virtual ~Ranks() = default;

    [[nodiscard]] virtual RankPlace place() const = 0;
    /// The way to another rank. The first rank has one to each; the others have one to the first.
    [[nodiscard]] virtual Link& link(int rank) = 0;
    /// Ends all of them at once, with this exit code.
    virtual void abandon(int exit_code) = 0;
};

/// Joins the others where mpirun or srun started several; null: this process is alone. Throws
/// UsageError where there are several and they cannot talk.
[[nodiscard]] std::unique_ptr<Ranks> join_ranks();

/// The ways from the first rank to the others, for whoever can use them. Empty: there are none.
[[nodiscard]] std::span<Link* const> crew();

/// While it lives, the other ranks are the crew; then they are dismissed.
class Crew {
  public:
    explicit Crew(Ranks* ranks);
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;
};

}  // namespace nightwatt
