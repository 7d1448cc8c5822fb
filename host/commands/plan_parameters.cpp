#include "commands/plan_parameters.hpp"

#include "config/config_document.hpp"
#include "config/import_parameters.hpp"

namespace nightwatt {

SearchParameters read_plan_parameters(const std::string& path,
                                      const std::vector<std::string>& assignments) {
    ConfigDocument document = path.empty() ? ConfigDocument::empty() : ConfigDocument::read(path);
    SearchParameters search;
    const ParameterTable table = describe(search);
    document.apply(table);
    document.override_with(assignments, table);

    ImportParameters import;
    document.apply(describe(import));
    document.apply_array("class", [&](std::size_t) { return describe(import.classes.emplace_back()); });
    document.apply_array("site", [&](std::size_t) { return describe(import.sites.emplace_back()); });
    document.apply_array("link", [&](std::size_t) { return describe(import.links.emplace_back()); });
    document.finish();
    return search;
}

}  // namespace nightwatt
