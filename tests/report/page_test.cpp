#include "io/report/html/page.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "io/report/html/packed_column.hpp"
#include "report/record_of.hpp"

namespace nightwatt {
namespace {

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

std::string page_of(const hand::HandCase& one) {
    const PlanRecord record = record_of(one);
    return page_text({.instance = one.instance, .record = record, .violations = {}});
}

TEST(PackedColumn, HoldsLittleEndianWordsAsBase64) {
    EXPECT_EQ(packed(std::array{1.0, -0.5}), "AACAPwAAAL8=");
    EXPECT_EQ(packed(std::array<std::int32_t, 3>{1, -1, 258}), "AQAAAP////8CAQAA");
    EXPECT_EQ(packed(std::array{1.0}), "AACAPw==");
    EXPECT_EQ(packed(std::span<const double>()), "");
}

class Page : public testing::Test {
  protected:
    void SetUp() override {
        if (!pages_available()) GTEST_SKIP() << "built without Chart.js (libjs-chart.js)";
    }
};

TEST_F(Page, IsMadeOfEveryHandCase) {
    for (const hand::HandCase& one : hand::hand_cases()) {
        const std::string page = page_of(one);
        EXPECT_EQ(page.find("<!DOCTYPE html>"), 0) << one.name;
        EXPECT_EQ(page, page_of(one)) << one.name;
        EXPECT_EQ(page.find("{{"), std::string::npos) << one.name;
    }
}

TEST_F(Page, QuotesABenchmarkInItsOwnUnits) {
    hand::HandCase one = everything();
    EXPECT_NE(page_of(one).find(R"("benchmark":null)"), std::string::npos);
    one.instance.benchmark = {"hcsp u_c", "makespan", 2, "twice the seconds"};
    const PlanRecord record = record_of(one);
    EXPECT_NE(page_of(one).find(fmt::format(
                  R"("benchmark":{{"name":"hcsp u_c","objective":"makespan","value":{:.1f}}})",
                  2 * record.account.totals.makespan_s)),
              std::string::npos);
}

TEST_F(Page, NoNameEndsTheElementItStandsIn) {
    hand::HandCase one = everything();
    const std::string plain = page_of(one);
    one.instance.tasks.id[0] = "</script></noscript><b>";
    one.instance.servers.id[0] = "<!--<script>";
    one.instance.sites.id[0] = "</pre>";
    one.instance.currency = "<i>";
    one.instance.notes = {"</script><i>", "{{library}}"};
    const std::string page = page_of(one);
    for (const char* part : {"</script", "<script", "<!--", "</noscript", "</pre", "<b>", "<i>"}) {
        EXPECT_EQ(count(page, part), count(plain, part)) << part;
    }
}

}  // namespace
}  // namespace nightwatt
