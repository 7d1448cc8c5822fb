#include "instance/check.hpp"

#include "instance/check_parts.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt {

std::string value_place(std::string_view table, std::string_view column, std::size_t row,
                        const std::vector<std::string>& ids) {
    std::string place = fmt::format("/{}/{}[{}]", table, column, row);
    if (row < ids.size() && column != "id") place += " " + in_quotes(ids[row]);
    return place;
}

std::vector<std::string> check(const Instance& instance) {
    CheckProblems problems;
    check_shape(instance, problems);
    if (!problems.empty()) return problems.messages();
    check_attributes(instance, problems);
    check_values(instance, problems);
    check_machines(instance, problems);
    check_sites(instance, problems);
    check_batteries(instance, problems);
    check_tasks(instance, problems);
    check_fit(instance, problems);
    return problems.messages();
}

}  // namespace nightwatt
