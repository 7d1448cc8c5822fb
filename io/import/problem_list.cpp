#include "io/import/problem_list.hpp"

#include <fmt/format.h>

namespace nightwatt {

void ProblemList::add(std::string problem) {
    if (count_ < limit) problems_.push_back(std::move(problem));
    ++count_;
}

std::vector<std::string> ProblemList::all() const {
    std::vector<std::string> problems = problems_;
    if (count_ > limit) problems.push_back(fmt::format("... and {} more", count_ - limit));
    return problems;
}

}  // namespace nightwatt
