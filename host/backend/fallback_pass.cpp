#include "backend/fallback_pass.hpp"

#include <utility>

#include "errors.hpp"

namespace nightwatt {

namespace {

class FallbackPass final : public TaskPass {
  public:
    /// `make` makes the pass on the device, `make_other` the other one.
    FallbackPass(const std::function<std::unique_ptr<TaskPass>()>& make,
                 std::function<std::unique_ptr<TaskPass>()> make_other,
                 std::function<void(const std::string&)> tell)
        : make_other_(std::move(make_other)), tell_(std::move(tell)) {
        try {
            pass_ = make();
        } catch (const DeviceError& error) {
            fall_back(error);
        }
    }

    [[nodiscard]] std::int64_t tasks() const override { return pass_->tasks(); }
    [[nodiscard]] TaskTotals price(const PriceIntegrals& prices,
                                   const TaskSample& sample) override {
        if (!make_other_) return pass_->price(prices, sample);
        try {
            return pass_->price(prices, sample);
        } catch (const DeviceError& error) {
            fall_back(error);
        }
        return pass_->price(prices, sample);
    }

  private:
    void fall_back(const DeviceError& error) {
        tell_(error.what());
        pass_ = make_other_();
        make_other_ = nullptr;
    }

    std::unique_ptr<TaskPass> pass_;
    std::function<std::unique_ptr<TaskPass>()> make_other_;  ///< empty: it is in use
    std::function<void(const std::string&)> tell_;
};

}  // namespace

MakeTaskPass or_else_on_cpu(MakeTaskPass make_pass, std::uint32_t threads,
                            std::function<void(const std::string&)> tell) {
    return [make_pass = std::move(make_pass), threads, tell = std::move(tell)](
               const ProblemView& problem, const DualLayout& layout, const ServerGroups& groups) {
        return std::make_unique<FallbackPass>([&] { return make_pass(problem, layout, groups); },
                                              [problem, &layout, &groups, threads] {
                                                  return make_cpu_pass(problem, layout, groups,
                                                                       threads);
                                              },
                                              tell);
    };
}

}  // namespace nightwatt
