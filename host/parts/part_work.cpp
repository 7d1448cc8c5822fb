#include "parts/part_work.hpp"

#include <algorithm>
#include <future>

#include "ranks/ranks.hpp"
#include "ranks/remote_group.hpp"

namespace nightwatt {

namespace {

/// Each part is an island of a ring of its own number: one plan that is the best so far, and one
/// that walks.
constexpr std::uint32_t part_plans = 2;
constexpr std::uint32_t walker = 1;

/// A part that is being worked on.
class PartCourse {
  public:
    PartCourse(std::unique_ptr<IslandGroup> group, const PartTask& task, const PartLesson& lesson,
               bool here)
        : group_(std::move(group)), here_(here) {
        IslandRange range;
        range.ring = UINT32_MAX / part_plans;
        range.island_plans = part_plans;
        range.first = task.part;
        group_->resize(range);
        group_->seed({&task.genes, 1}, lesson.breeding, 0);
        evaluate();
        for (std::uint32_t g = 0; g < lesson.generations; ++g) {
            Breeding breeding = lesson.breeding;
            Education education = lesson.education;
            education.island_plans = part_plans;
            breeding.generation += g;
            education.generation += g;
            group_->breed(breeding);
            group_->educate(breeding, education);
            evaluate();
        }
        for (std::uint32_t plan = 0; plan < part_plans; ++plan) {
            genes_.push_back(group_->genes(plan));
        }
    }

    PartCourse(PartCourse&&) = default;
    PartCourse& operator=(PartCourse&&) = delete;
    /// Where another part has failed: an answer left behind would be taken for that to a later
    /// question.
    ~PartCourse() {
        for (auto& summary : summaries_) wait_for(summary);
        for (auto& genes : genes_) wait_for(genes);
    }

    [[nodiscard]] PartResult finish() {
        for (auto& summary : summaries_) best_ = summary.get().best_plan;
        std::vector<Plan> plans;
        for (auto& genes : genes_) plans.push_back(genes.get());
        return {plans[best_], plans[walker]};
    }

  private:
    template <class Answer>
    static void wait_for(std::future<Answer>& asked) {
        try {
            if (asked.valid()) (void)asked.get();
        } catch (...) {
            // One failure is enough to be told.
        }
    }

    /// Elsewhere it happens by itself; here, before the next call.
    void evaluate() {
        summaries_.push_back(group_->evaluate());
        if (!here_) return;
        best_ = summaries_.back().get().best_plan;
        summaries_.clear();
    }

    std::unique_ptr<IslandGroup> group_;
    bool here_;
    std::uint32_t best_ = 0;
    std::vector<std::future<GenerationSummary>> summaries_;
    std::vector<std::future<Plan>> genes_;
};

}  // namespace

std::vector<PartResult> work_on_parts(std::span<const PartTask> tasks, const PartLesson& lesson,
                                      std::uint32_t workers, const MakeGroup& make_group) {
    std::vector<PartResult> results(tasks.size());
    for (std::size_t first = 0; first < tasks.size(); first += workers) {
        const std::size_t last = std::min(tasks.size(), first + workers);
        std::vector<PartCourse> courses;
        // This process's own part last: it is worked on at once.
        for (std::size_t i = last; i-- > first;) {
            const auto worker = static_cast<std::uint32_t>(i - first);
            courses.emplace_back(make_group(worker, tasks[i].problem), tasks[i], lesson,
                                 worker == 0);
        }
        for (std::size_t i = last; i-- > first;) results[i] = courses[last - 1 - i].finish();
    }
    return results;
}

MakeGroup groups_on_ranks(const std::string& backend, std::uint32_t own_threads,
                          std::uint32_t others_threads) {
    return [=](std::uint32_t worker, const ProblemView& problem) {
        if (worker > 0) {
            Link& link = *crew()[worker - 1];
            link.send(begin_order(backend, others_threads, problem));
            return group_behind(link);
        }
        std::string note;
        return group_on(create_backend(backend, problem, own_threads, note));
    };
}

}  // namespace nightwatt
