#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "errors.hpp"

namespace nightwatt::testing {

/// A folder of its own for the files a test writes; removed with the test.
class ScratchFiles : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ =
            std::filesystem::temp_directory_path() /
            fmt::format("nightwatt_{}_{}_{}", test->test_suite_name(), test->name(), getpid());
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    /// Writes a file and returns its path.
    std::string file(const std::string& name, const std::string& text) const {
        const std::filesystem::path path = folder_ / name;
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }

    [[nodiscard]] std::string folder() const { return folder_.string(); }

  private:
    std::filesystem::path folder_;
};

/// The problems of the Error that `call` throws; empty where it throws none.
template <class Call>
std::vector<std::string> problems_of(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.problems();
    }
    return {};
}

/// Every problem on a line of its own, to search in.
template <class Call>
std::string message_of(Call&& call) {
    std::string all;
    for (const std::string& problem : problems_of(std::forward<Call>(call))) all += problem + "\n";
    return all;
}

}  // namespace nightwatt::testing
