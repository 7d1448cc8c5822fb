#pragma once

#include <span>
#include <string_view>

#include "embedded_file.hpp"

namespace nightwatt {

/// What the page is made of.
[[nodiscard]] std::span<const EmbeddedFile> page_files();

/// Content of an embedded file; empty where the build had none of that name.
[[nodiscard]] std::string_view asset(std::string_view name);

}  // namespace nightwatt
