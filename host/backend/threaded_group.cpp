#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

#include "backend/island_group.hpp"

namespace nightwatt {

namespace {

/// A thread that does one thing after another, with a backend that only it ever sees.
class ThreadedGroup final : public IslandGroup {
  public:
    explicit ThreadedGroup(std::function<std::unique_ptr<Backend>()> make)
        : make_(std::move(make)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

    void resize(const IslandRange& range) override {
        post([range](Backend& backend) { backend.resize(range); });
    }
    void seed(std::span<const Plan> seeds, const Breeding& breeding,
              std::uint32_t mutations) override {
        post([own = std::vector<Plan>(seeds.begin(), seeds.end()), breeding,
              mutations](Backend& backend) { backend.seed(own, breeding, mutations); });
    }
    std::future<GenerationSummary> evaluate() override {
        return ask([](Backend& backend) { return backend.evaluate(); });
    }
    void breed(const Breeding& breeding) override {
        post([breeding](Backend& backend) { backend.breed(breeding); });
    }
    void educate(const Breeding& breeding, const Education& education) override {
        post([breeding, education](Backend& backend) { backend.educate(breeding, education); });
    }
    std::future<std::vector<Plan>> elites(std::uint32_t count) override {
        return ask([count](Backend& backend) { return backend.elites(count); });
    }
    void set_guests(std::span<const Plan> migrants) override {
        post([own = std::vector<Plan>(migrants.begin(), migrants.end())](Backend& backend) {
            backend.set_guests(own);
        });
    }
    void set_limits(std::span<const SlotLimits> limits) override {
        post([own = std::vector<SlotLimits>(limits.begin(), limits.end())](Backend& backend) {
            backend.set_limits(own);
        });
    }
    std::future<Plan> genes(std::uint32_t plan) override {
        return ask([plan](Backend& backend) { return backend.genes(plan); });
    }
    std::future<PopulationState> state() override {
        return ask([](Backend& backend) { return backend.state(); });
    }
    void restore(const PopulationState& state) override {
        post([state](Backend& backend) { backend.restore(state); });
    }

  private:
    void post(std::function<void(Backend&)> job) {
        enqueue([this, job = std::move(job)] {
            if (failure_) return;
            try {
                job(backend());
            } catch (...) {
                failure_ = std::current_exception();
            }
        });
    }

    template <class Job, class Answer = std::invoke_result_t<Job, Backend&>>
    std::future<Answer> ask(Job job) {
        auto promise = std::make_shared<std::promise<Answer>>();
        std::future<Answer> answer = promise->get_future();
        enqueue([this, job, promise] {
            try {
                if (failure_) std::rethrow_exception(failure_);
                promise->set_value(job(backend()));
            } catch (...) {
                failure_ = std::current_exception();
                promise->set_exception(failure_);
            }
        });
        return answer;
    }

    void enqueue(std::function<void()> job) {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
        came_.notify_one();
    }

    void work(const std::stop_token& stop) {
        while (true) {
            std::unique_lock lock(mutex_);
            if (!came_.wait(lock, stop, [&] { return !jobs_.empty(); })) break;
            const std::function<void()> job = std::move(jobs_.front());
            jobs_.pop_front();
            lock.unlock();
            job();
        }
        // Made by this thread, and released by it: a device may know the difference.
        backend_.reset();
    }

    Backend& backend() {
        if (!backend_) backend_ = make_();
        return *backend_;
    }

    std::function<std::unique_ptr<Backend>()> make_;
    std::unique_ptr<Backend> backend_;
    std::exception_ptr failure_;
    std::mutex mutex_;
    std::condition_variable_any came_;
    std::deque<std::function<void()>> jobs_;
    std::jthread thread_;  // last: it uses all the others
};

}  // namespace

std::unique_ptr<IslandGroup> threaded_group(std::function<std::unique_ptr<Backend>()> make) {
    return std::make_unique<ThreadedGroup>(std::move(make));
}

}  // namespace nightwatt
