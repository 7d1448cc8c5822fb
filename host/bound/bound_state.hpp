#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "errors.hpp"

namespace nightwatt {

/// Where a bound method stands, as plain numbers: what a checkpoint keeps of it.
struct BoundState {
    std::vector<std::int64_t> whole;
    std::vector<double> real;

    bool operator==(const BoundState&) const = default;
};

/// A method names its fields once, in visit_state(f); the two classes below are the f. Vectors have
/// the size that the problem gives them before they are read.
class BoundStateWriter {
  public:
    template <std::integral Whole>
    void operator()(const Whole& value) {
        state_.whole.push_back(static_cast<std::int64_t>(value));
    }
    template <std::floating_point Real>
    void operator()(const Real& value) {
        state_.real.push_back(value);
    }
    void operator()(const std::vector<double>& values) {
        for (const double value : values) state_.real.push_back(value);
    }
    [[nodiscard]] BoundState take() { return std::move(state_); }

  private:
    BoundState state_;
};

class BoundStateReader {
  public:
    explicit BoundStateReader(const BoundState& state) : state_(state) {}

    template <std::integral Whole>
    void operator()(Whole& value) {
        require(whole_ < state_.whole.size());
        value = static_cast<Whole>(state_.whole[whole_++]);
    }
    template <std::floating_point Real>
    void operator()(Real& value) {
        require(real_ < state_.real.size());
        value = static_cast<Real>(state_.real[real_++]);
    }
    void operator()(std::vector<double>& values) {
        for (double& value : values) (*this)(value);
    }
    /// All of it must have been read.
    void finish() const { require(whole_ == state_.whole.size() && real_ == state_.real.size()); }

  private:
    static void require(bool fits) {
        if (!fits) throw InputError("the bound's state belongs to another problem");
    }

    const BoundState& state_;
    std::size_t whole_ = 0;
    std::size_t real_ = 0;
};

}  // namespace nightwatt
