#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace nightwatt {

inline bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The line that begins with `name`, its blanks made single.
inline std::string row(const std::string& text, const std::string& name) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string single;
        for (std::string word; words >> word;) single += (single.empty() ? "" : " ") + word;
        if (single.starts_with(name + ' ')) return single;
    }
    return "no row " + name;
}

/// Every line fits 100 columns and ends without blanks.
inline void expect_fits(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto characters =
            std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xc0) != 0x80; });
        EXPECT_LE(characters, 100) << line;
        EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
    }
}

}  // namespace nightwatt
