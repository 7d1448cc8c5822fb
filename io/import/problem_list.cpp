#include "io/import/problem_list.hpp"

#include <fmt/format.h>

namespace nightwatt {

void ProblemList::add(std::string problem) {
    if (count_ < limit) problems_.push_back(std::move(problem));
    ++count_;
}

void ProblemList::throw_if_any() const {
    if (count_ == 0) return;
    std::vector<std::string> problems = problems_;
    if (count_ > limit) problems.push_back(fmt::format("... and {} more", count_ - limit));
    throw InputError(std::move(problems));
}

}  // namespace nightwatt
