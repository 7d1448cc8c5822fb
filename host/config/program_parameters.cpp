#include "config/program_parameters.hpp"

#include "errors.hpp"

namespace nightwatt {

ProgramParameters read_program_parameters(const std::string& path,
                                          const std::vector<Override>& overrides) {
    ProgramParameters parameters;
    ConfigDocument document = path.empty() ? ConfigDocument::empty() : ConfigDocument::read(path);
    ParameterTable table = describe(parameters.search);
    document.apply(table);
    apply(document, parameters.import);
    table.append(describe(parameters.import));
    ParameterTable forecast = describe(parameters.forecast);
    document.apply(forecast);
    for (std::string* file : {&parameters.forecast.history, &parameters.forecast.instance}) {
        if (!file->empty()) *file = document.resolve_path(*file);
    }
    table.append(forecast);
    document.override_with(overrides, table);
    parameters.currencies = document.take_currencies(describe(parameters.search));
    document.require_currency(parameters.import.night.currency, "night.currency");
    document.finish();
    check_together(parameters.import);
    return parameters;
}

void require_currency(const ProgramParameters& parameters, const Instance& instance) {
    std::vector<std::string> problems =
        currency_problems(parameters.currencies, instance.currency, "the instance's currency");
    if (!problems.empty()) throw UsageError(std::move(problems));
}

std::vector<ConfigPart> describe(ProgramParameters& parameters, ConfigExamples& examples) {
    return {{"", describe(parameters.search)}, {"", describe(parameters.forecast)},
            {"", describe(parameters.import)}, {"class", describe(examples.server_class)},
            {"site", describe(examples.site)}, {"link", describe(examples.link)}};
}

}  // namespace nightwatt
