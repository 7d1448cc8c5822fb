#include <functional>

#include "generate/etc_random.hpp"
#include "instance/check.hpp"
#include "io/import/energy_hcsp.hpp"
#include "io/import/gaia.hpp"
#include "io/import/gap.hpp"
#include "io/import/hcsp.hpp"
#include "io/import/schedule_csv.hpp"
#include "io/import/swf.hpp"
#include "io/import/twct.hpp"
#include "io/import/wt.hpp"
#include "problem/problem.hpp"
#include "tests/import/scratch_files.hpp"

namespace nightwatt {
namespace {

/// Damages text at random places, the same way every time.
class Damage {
  public:
    explicit Damage(std::uint32_t seed) : random_(seed) {}

    std::string operator()(std::string text) {
        for (std::size_t times = 1 + below(3); times > 0; --times) once(text);
        return text;
    }

  private:
    std::size_t below(std::size_t limit) {
        return static_cast<std::size_t>(random_() * static_cast<double>(limit));
    }

    void once(std::string& text) {
        static const std::string pieces[] = {
            "-",   "e9", ".",   "\n", ",",  "0",  " ",
            "999", "x",  "nan", "\"", "\t", "-1", std::string(1, 0)};
        const std::size_t at = below(text.size() + 1);
        switch (below(4)) {
            case 0:
                text.insert(at, pieces[below(std::size(pieces))]);
                break;
            case 1:
                text.erase(at, 1 + below(8));
                break;
            case 2:
                text.insert(at, text.substr(below(text.size() + 1), below(12)));
                break;
            default:
                if (at < text.size()) text[at] = static_cast<char>(below(256));
        }
    }

    Drand48 random_;
};

using MutatedText = testing::ScratchFiles;

/// Feeds `rounds` damaged versions of a text to `read`: it may refuse them, and must survive.
void survive(const std::function<std::string(const std::string&)>& file, const std::string& text,
             const std::function<void(const std::string&)>& read) {
    constexpr std::uint32_t rounds = 400;
    std::uint32_t refused = 0;
    for (std::uint32_t seed = 0; seed < rounds; ++seed) {
        const std::string path = file(Damage(seed)(text));
        try {
            read(path);
        } catch (const Error& error) {
            ++refused;
            ASSERT_FALSE(error.problems().empty());
        }
    }
    EXPECT_GT(refused, rounds / 10);
    EXPECT_LT(refused, rounds);
}

/// What an importer lets through is a sound instance that the planner takes.
void use(const Instance& instance) {
    EXPECT_EQ(check(instance), std::vector<std::string>{});
    const Problem problem(instance);
}

TEST_F(MutatedText, BenchmarksAreRefusedOrSound) {
    const auto damaged = [this](const std::string& text) { return file("damaged", text); };
    survive(damaged, "3 2 0\n1.5\n2.25\n3.00\n4.125\n5.5\n60.75\n",
            [](const std::string& path) { use(import_hcsp(path)); });
    survive(damaged, "2 3\n17 21 4\n23 16 8\n8 15 3\n9 11 7\n30 20\n",
            [](const std::string& path) { use(import_gap(path)); });
    survive(damaged, "2 3\n5 6 7\n1 2 3\n4 5 6\n",
            [](const std::string& path) { use(import_twct(path)); });
    survive(damaged, "5 6 7\n1 2 3\n10 11 12\n",
            [](const std::string& path) { use(import_wt(path, {.index = 1, .tasks = 3})); });
    const std::string etc = file("etc", "2 2 0\n10\n3\n5\n8\n");
    survive(damaged, "4 8000 60.5 100\n2 1000 30.5 90\n",
            [&](const std::string& path) { use(import_energy_hcsp(path, etc)); });
}

TEST_F(MutatedText, TracesAreRefusedOrRead) {
    const auto damaged = [this](const std::string& text) { return file("damaged", text); };
    survive(damaged,
            "; a trace\n1 0 10 100 4 90.5 -1 4 600 -1 1 1 1 -1 2 -1 -1 -1\n"
            "3 60 10 70 -1 -1 -1 8 -1 -1 1 1 1 -1 -1 -1 -1 -1\n",
            [](const std::string& path) { EXPECT_GT(import_swf(path).size(), 0u); });
    survive(
        damaged, "arrival_time,length,cpus\n0.0,1.5,1\n0.57,20.25,2\n2,1,3\n",
        [](const std::string& path) { EXPECT_GT(import_gaia(path, GaiaTime::Hours).size(), 0u); });
}

TEST_F(MutatedText, SchedulesAreRefusedOrPlaceEveryTask) {
    const Instance instance = import_hcsp_text("etc", "3 2 0\n1\n2\n3\n4\n5\n6\n");
    const auto damaged = [this](const std::string& text) { return file("damaged", text); };
    const auto read = [&](const std::string& path) {
        const Plan plan = import_schedule(path, instance);
        ASSERT_EQ(plan.size(), 3u);
        for (const std::int32_t server : plan.server) EXPECT_TRUE(server == 0 || server == 1);
    };
    survive(damaged, "task,server,order,level,hold\nt0,m1,1,0,1.5\nt1,m0,2,,\nt2,m1,3,0,\n", read);
    survive(damaged, "0 1\n1\n", read);
}

}  // namespace
}  // namespace nightwatt
