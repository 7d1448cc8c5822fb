#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "errors.hpp"

namespace nightwatt {

/// What is wrong with input files, gathered so that all of it is said at once. After `limit`
/// problems only their number grows.
class ProblemList {
  public:
    void add(std::string problem);
    /// Runs `read`; an InputError it throws is added, and false returned.
    template <class Read>
    bool attempt(Read&& read);
    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] std::size_t count() const { return count_; }
    /// Throws where there is anything; UsageError for what the configuration got wrong.
    template <class Family = InputError>
    void throw_if_any() const {
        if (count_ > 0) throw Family(all());
    }

    static constexpr std::size_t limit = 50;

  private:
    [[nodiscard]] std::vector<std::string> all() const;

    std::vector<std::string> problems_;
    std::size_t count_ = 0;
};

template <class Read>
bool ProblemList::attempt(Read&& read) {
    try {
        read();
        return true;
    } catch (const InputError& error) {
        for (const std::string& problem : error.problems()) add(problem);
        return false;
    }
}

}  // namespace nightwatt
