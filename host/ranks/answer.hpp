#pragma once

#include "errors.hpp"
#include "ranks/link.hpp"

namespace nightwatt {

/// Answers of a rank begin with 1, or with 0 where something went wrong there.
[[nodiscard]] MessageWriter good_answer();
[[nodiscard]] Message excuse(const Error& error);

/// The next answer. Where something went wrong there, throws as if it had gone wrong here.
[[nodiscard]] Message receive_answer(Link& link);
/// Reads an answer behind its first word.
[[nodiscard]] MessageReader read_answer(const Message& answer);

}  // namespace nightwatt
