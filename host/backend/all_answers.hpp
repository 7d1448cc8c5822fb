#pragma once

#include <exception>
#include <future>
#include <utility>
#include <vector>

namespace nightwatt {

/// Waits for all of them, in their order; then throws what the first that failed has thrown. An
/// answer left behind would be taken for that to a later question.
template <class Answer>
[[nodiscard]] std::vector<Answer> all_answers(std::vector<std::future<Answer>> asked) {
    std::vector<Answer> answers;
    std::exception_ptr failure;
    for (std::future<Answer>& one : asked) {
        try {
            answers.push_back(one.get());
        } catch (...) {
            if (!failure) failure = std::current_exception();
        }
    }
    if (failure) std::rethrow_exception(failure);
    return answers;
}

}  // namespace nightwatt
